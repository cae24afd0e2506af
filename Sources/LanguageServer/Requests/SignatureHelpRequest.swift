// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol

/// `textDocument/signatureHelp`.
enum SignatureHelpRequest: RequestHandler {
  static let method = "textDocument/signatureHelp"

  static func run(
    _ params: LSP.SignatureHelpParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.SignatureHelp? {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let result = await context.service.signatures(at: offset, of: document.snapshot, in: context.workspace)
    return result.map { result in
      LSP.SignatureHelp(
        signatures: result.signatures.map { signature in
          LSP.SignatureInformation(
            label: signature.label,
            documentation: Markup.content(signature.documentation, context.client.signatureMarkup),
            parameters: signature.parameters.map { LSP.ParameterInformation(label: $0) })
        }, activeSignature: result.active, activeParameter: result.parameter)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.signatureHelpProvider = LSP.SignatureHelpOptions(
      triggerCharacters: ["(", ","], retriggerCharacters: [")"])
  }
}
