// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// `textDocument/typeDefinition`: the schema of an input, the type of a step.
enum TypeDefinitionRequest: RequestHandler {
  static let method = "textDocument/typeDefinition"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> DefinitionAnswer {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let targets = await context.service.typeDefinition(at: offset, of: document.snapshot, in: context.workspace)
    return DefinitionRequest.answer(targets, to: method, from: document, context)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.typeDefinitionProvider = true
  }
}

/// `textDocument/implementation`: the workflow that is called, the mocks of a step.
enum ImplementationRequest: RequestHandler {
  static let method = "textDocument/implementation"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> DefinitionAnswer {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let targets = await context.service.implementation(at: offset, of: document.snapshot, in: context.workspace)
    return DefinitionRequest.answer(targets, to: method, from: document, context)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.implementationProvider = true
  }
}
