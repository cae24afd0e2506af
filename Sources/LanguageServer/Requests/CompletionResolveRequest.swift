// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// `completionItem/resolve`: the documentation of the completion that people selected.
enum CompletionResolveRequest: RequestHandler {
  static let method = "completionItem/resolve"

  static func run(
    _ params: LSP.CompletionItem, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.CompletionItem {
    var item = params
    if item.documentation == nil, let key = item.data?.string,
      let markdown = await context.service.completionDocumentation(for: key, in: context.workspace)
    {
      item.documentation = Markup.documentation(markdown, context.client.completionMarkup)
    }
    return item
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the completion's own options; see `CompletionRequest`.
  }
}
