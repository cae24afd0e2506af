// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/documentHighlight`: where else the thing under the cursor is named.
enum DocumentHighlightRequest: RequestHandler {
  static let method = "textDocument/documentHighlight"

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.DocumentHighlight] {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    return await context.service.highlights(at: offset, of: document.snapshot, in: context.workspace).map {
      LSP.DocumentHighlight(range: document.conversions.range($0.range), kind: $0.isDeclaration ? .write : .read)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.documentHighlightProvider = true
  }
}
