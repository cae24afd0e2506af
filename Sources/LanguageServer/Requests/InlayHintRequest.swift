// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/inlayHint`.
enum InlayHintRequest: RequestHandler {
  static let method = "textDocument/inlayHint"

  static func run(
    _ params: LSP.InlayHintParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.InlayHint] {
    let document = try context.document(params)
    let range = document.conversions.range(params.range)
    let switches = context.settings?["inlayHints"]
    return await context.service.inlayHints(in: range, of: document.snapshot, in: context.workspace).filter {
      // Whoever finds one kind noisy switches it off by its name.
      switches?[$0.kind.rawValue]?.bool != false
    }.map {
      LSP.InlayHint(
        position: document.conversions.position($0.offset), label: $0.text, paddingLeft: true,
        data: context.client.resolvesHintTooltips ? .object(["uri": .string(document.snapshot.uri.string)]) : nil)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `InlayHintResolveRequest`.
  }
}
