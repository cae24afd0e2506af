// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/documentLink`.
enum DocumentLinkRequest: RequestHandler {
  static let method = "textDocument/documentLink"

  static func run(
    _ params: LSP.DocumentLinkParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.DocumentLink] {
    let document = try context.document(params)
    return await context.service.links(of: document.snapshot, in: context.workspace).map { link in
      let target =
        switch link.target {
        case .url(let url): url
        case .file(let path): DocumentURI(path: path).string
        }
      return LSP.DocumentLink(range: document.conversions.range(link.range), target: target)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `DocumentLinkResolveRequest`.
  }
}
