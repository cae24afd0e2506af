// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `workspace/symbol`: workflows of the workspace, and steps of the open ones, whose name holds the query's letters in
/// their order.
enum WorkspaceSymbolRequest: RequestHandler {
  static let method = "workspace/symbol"

  static func run(
    _ params: LSP.WorkspaceSymbolParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.WorkspaceSymbol] {
    await context.service.workspaceSymbols(matching: params.query, in: context.workspace).map { symbol in
      let conversions = Conversions(symbol.document.text, context.client.columnUnit)
      let plain = DocumentURI(path: symbol.document.path)
      let uri = context.workspace.document(at: plain)?.uri ?? plain
      return LSP.WorkspaceSymbol(
        name: symbol.name, kind: symbol.isWorkflow ? .module : .function, containerName: symbol.container,
        location: LSP.Location(uri: uri.string, range: conversions.range(symbol.range)))
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `WorkspaceSymbolResolveRequest`.
  }
}
