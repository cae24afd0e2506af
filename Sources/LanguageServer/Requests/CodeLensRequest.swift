// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/codeLens`: what can be run, and what is worth knowing, above the lines that it is about.
enum CodeLensRequest: RequestHandler {
  static let method = "textDocument/codeLens"

  static func run(
    _ params: LSP.CodeLensParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.CodeLens] {
    let document = try context.document(params)
    let uri = document.snapshot.uri.string
    return await context.service.lenses(of: document.snapshot, in: context.workspace).map { lens in
      let range = document.conversions.range(lens.range)
      switch lens.kind {
      case .dryRun:
        return LSP.CodeLens(range: range, command: command("run dry run", .simulate, [.string(uri), .null]))
      case .graph:
        return LSP.CodeLens(range: range, command: command("show graph", .graph, [.string(uri), .string("html")]))
      // Scenarios are run when they come into sight.
      case .scenarios(let name):
        return LSP.CodeLens(
          range: range, data: .object(["uri": .string(uri), "scenario": name.map { .string($0) } ?? .null]))
      case .note(let text): return LSP.CodeLens(range: range, command: LSP.Command(title: text, command: ""))
      }
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.codeLensProvider = LSP.ResolveOptions(resolveProvider: true)
  }

  private static func command(_ title: String, _ command: ServerCommand, _ arguments: [JSONValue]) -> LSP.Command {
    LSP.Command(title: title, command: command.rawValue, arguments: arguments)
  }
}

/// `codeLens/resolve`: runs the scenarios that a lens is about.
enum CodeLensResolveRequest: RequestHandler {
  static let method = "codeLens/resolve"

  static func run(_ params: LSP.CodeLens, _ context: RequestContext) async throws(ResponseError) -> LSP.CodeLens {
    guard params.command == nil, let uri = params.data?["uri"]?.string else { return params }
    var lens = params
    guard let document = context.workspace.document(at: DocumentURI(uri)) else {
      lens.command = LSP.Command(title: "scenarios", command: "")
      return lens
    }
    let name = params.data?["scenario"]?.string
    let result = await context.service.simulate(document, scenario: name, isDryRun: false, in: context.workspace)
    let first = result.outcomes.first
    let title =
      name == nil
      ? result.summary
      : first.map { $0.isRight ? "passed (\($0.status))" : "failed (\($0.status))" } ?? "cannot run"
    lens.command = LSP.Command(
      title: title, command: ServerCommand.simulate.rawValue,
      arguments: [.string(uri), name.map { .string($0) } ?? .string("*")])
    return lens
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the lenses' own options; see `CodeLensRequest`.
  }
}
