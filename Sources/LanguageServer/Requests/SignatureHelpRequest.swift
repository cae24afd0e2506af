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
      let placesParameters = context.client.placesParameters
      return LSP.SignatureHelp(
        signatures: result.signatures.map { signature in
          LSP.SignatureInformation(
            label: signature.label,
            documentation: Markup.documentation(signature.documentation, context.client.signatureMarkup),
            parameters: labels(of: signature, placesParameters).map { LSP.ParameterInformation(label: $0) })
        }, activeSignature: result.active, activeParameter: result.parameter)
    }
  }

  /// The parameters by their places where the client takes them: two may read the same.
  private static func labels(
    of signature: SignatureResult.Signature, _ placesParameters: Bool
  ) -> [LSP.ParameterLabel] {
    guard placesParameters else { return signature.parameters.map { .text($0) } }
    let label = Array(signature.label.utf16)
    var from = label.firstIndex(of: 0x28) ?? 0
    return signature.parameters.map { text in
      let wanted = Array(text.utf16)
      var start = from
      while start + wanted.count <= label.count, !label[start...].starts(with: wanted) { start += 1 }
      guard start + wanted.count <= label.count else { return .text(text) }
      from = start + wanted.count
      return .place(start, from)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.signatureHelpProvider = LSP.SignatureHelpOptions(
      triggerCharacters: ["(", ","], retriggerCharacters: [")"])
  }
}
