// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol

/// `textDocument/foldingRange`.
enum FoldingRangeRequest: RequestHandler {
  static let method = "textDocument/foldingRange"

  static func run(
    _ params: LSP.FoldingRangeParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.FoldingRange] {
    let document = try context.document(params)
    let all = await context.service.foldings(of: document.snapshot, in: context.workspace)
    // The outermost come first where there are more than the client takes.
    return all.prefix(context.client.foldingLimit).map {
      LSP.FoldingRange(startLine: $0.start, endLine: $0.end, kind: $0.isComment ? .comment : nil)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.foldingRangeProvider = true
  }
}
