// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `workspace/symbol`: workflows, steps, scenarios and declared names of the workspace whose name holds the query's
/// letters in their order, the nearest first.
enum WorkspaceSymbolRequest: RequestHandler {
  static let method = "workspace/symbol"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.WorkspaceSymbolParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.WorkspaceSymbol] {
    let progress = context.channel.begin("Finding symbols", params.workDoneToken)
    defer { progress?.end() }
    let all = await context.service.workspaceSymbols(matching: params.query, in: context.workspace).map { match in
      let symbol = match.symbol
      let conversions = Conversions(match.document.text, context.client.columnUnit)
      let plain = DocumentURI(path: match.document.path)
      let uri = context.workspace.document(at: plain)?.uri ?? plain
      return LSP.WorkspaceSymbol(
        name: symbol.name, kind: symbol.kind.symbolKind, containerName: symbol.container,
        location: LSP.Location(uri: uri.string, range: conversions.range(symbol.range)))
    }
    guard params.partialResultToken != nil else { return all }
    // As many at once as a list shows.
    for start in stride(from: 0, to: all.count, by: partSize) {
      let part = Array(all[start..<min(start + partSize, all.count)])
      _ = context.channel.send(part: part, to: params.partialResultToken)
    }
    return []
  }

  private static let partSize = 100

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `WorkspaceSymbolResolveRequest`.
  }
}
