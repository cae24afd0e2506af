// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// `textDocument/declaration`: the same as the definition, since nothing is declared without being defined.
enum DeclarationRequest: RequestHandler {
  static let method = "textDocument/declaration"

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> DefinitionAnswer {
    try await DefinitionRequest.run(params, context)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.declarationProvider = true
  }
}
