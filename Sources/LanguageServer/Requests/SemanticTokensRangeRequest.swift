// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/semanticTokens/range`.
enum SemanticTokensRangeRequest: RequestHandler {
  static let method = "textDocument/semanticTokens/range"

  static func run(
    _ params: LSP.SemanticTokensRangeParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.SemanticTokens {
    let document = try context.document(params)
    let range = document.conversions.range(params.range)
    let tokens = await context.service.semanticTokens(of: document.snapshot, in: context.workspace)
      .filter { $0.range.start < range.end && range.start < $0.range.end }
    return LSP.SemanticTokens(data: SemanticTokensRequest.encode(tokens, document.conversions))
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the tokens' own options; see `SemanticTokensRequest`.
  }
}
