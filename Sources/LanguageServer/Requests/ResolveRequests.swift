// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `documentLink/resolve`: links say where they lead at once; this answers clients that ask all the same.
enum DocumentLinkResolveRequest: RequestHandler {
  static let method = "documentLink/resolve"

  static func run(
    _ params: LSP.DocumentLink, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.DocumentLink {
    var link = params
    if link.target == nil, let path = params.data?.string { link.target = context.uri(of: path).string }
    return link
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.documentLinkProvider = LSP.ResolveOptions(resolveProvider: true)
  }
}

/// `inlayHint/resolve`: what people read who point at a hint.
enum InlayHintResolveRequest: RequestHandler {
  static let method = "inlayHint/resolve"

  static func run(_ params: LSP.InlayHint, _ context: RequestContext) async throws(ResponseError) -> LSP.InlayHint {
    guard params.tooltip == nil, let uri = params.data?["uri"]?.string,
      let snapshot = context.workspace.document(at: DocumentURI(uri))
    else { return params }
    let note = InlineNote(
      offset: Conversions(snapshot.text, context.client.columnUnit).offset(params.position), text: params.label,
      kind: .cron)
    var hint = params
    if let text = await context.service.tooltip(of: note, of: snapshot, in: context.workspace) {
      hint.tooltip = Markup.content(text, context.client.hoverMarkup)
    }
    return hint
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.inlayHintProvider = LSP.ResolveOptions(resolveProvider: true)
  }
}

/// `workspaceSymbol/resolve`: the place of a symbol whose file only was told.
enum WorkspaceSymbolResolveRequest: RequestHandler {
  static let method = "workspaceSymbol/resolve"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.WorkspaceSymbol, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.WorkspaceSymbol {
    let here = DocumentURI(params.location.uri).key
    for match in await context.service.workspaceSymbols(matching: params.name, in: context.workspace)
    where match.symbol.name == params.name && DocumentURI(path: match.document.path).key == here {
      var result = params
      result.location.range = Conversions(match.document.text, context.client.columnUnit).range(match.symbol.range)
      return result
    }
    return params
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.workspaceSymbolProvider = LSP.ResolveOptions(resolveProvider: true, workDoneProgress: true)
  }
}
