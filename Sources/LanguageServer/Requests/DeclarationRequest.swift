// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// `textDocument/declaration`: the same as the definition, since nothing is declared without being defined.
enum DeclarationRequest: RequestHandler {
  static let method = "textDocument/declaration"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> DefinitionAnswer {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let targets = await context.service.definition(at: offset, of: document.snapshot, in: context.workspace)
    return DefinitionRequest.answer(targets, to: method, from: document, context)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.declarationProvider = true
  }
}
