// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol

/// `textDocument/hover`.
enum HoverRequest: RequestHandler {
  static let method = "textDocument/hover"

  static func run(_ params: LSP.HoverParams, _ context: RequestContext) async throws(ResponseError) -> LSP.Hover? {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let result = await context.service.hover(at: offset, of: document.snapshot, in: context.workspace)
    return result.map { result in
      LSP.Hover(
        contents: Markup.content(result.markdown, context.client.hoverMarkup),
        range: result.range.map(document.conversions.range))
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.hoverProvider = true
  }
}
