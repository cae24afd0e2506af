// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// The commands that the server runs. The first argument is a document's URI.
enum ServerCommand: String, CaseIterable {
  /// Runs a workflow or scenarios; arguments: URI, a scenario's name, or `*` for all, or null for a dry run. Gives
  /// `{title, text, isRight, scenarios: [{name, isRight, status, notes}]}`.
  case simulate = "wflint.simulate"
  /// Draws a workflow; arguments: URI, `svg`, `html`, `mermaid` or `dot`, and a workflow's name. Gives `{format, content}`.
  case graph = "wflint.graph"
  /// Proves what a scenario file asks to prove, or the usual properties, as `wflint verify` does; argument: URI. Gives
  /// `{title, text, isRight, properties: [{workflow, property, verdict, text, range, run, scenario}]}`: `run` tells the
  /// counter-example, `scenario` is a scenario file that runs it again.
  case verify = "wflint.verify"
  /// Explains a rule; arguments: URI or null, the rule's code or name. Gives `{code, markdown}`.
  case explain = "wflint.explain"
  /// Applies all safe fixes; argument: URI. Sends `workspace/applyEdit`, gives `{applied}`.
  case fixAll = "wflint.fixAll"
  /// Applies a code action; arguments: URI, range, kind and title. Only for clients to which actions are told as commands.
  /// Sends `workspace/applyEdit`, gives `{applied}`.
  case applyAction = "wflint.applyAction"
}

/// `workspace/executeCommand`.
enum ExecuteCommandRequest: RequestHandler {
  static let method = "workspace/executeCommand"

  static func run(
    _ params: LSP.ExecuteCommandParams, _ context: RequestContext
  ) async throws(ResponseError) -> JSONValue {
    guard let command = ServerCommand(rawValue: params.command) else {
      throw ResponseError(.invalidParams, "the command '\(params.command)' is not known")
    }
    let arguments = params.arguments ?? []
    func argument(_ index: Int) -> String? { arguments.indices.contains(index) ? arguments[index].string : nil }
    if command == .explain {
      guard let rule = argument(1) ?? argument(0), let found = context.service.explanation(of: rule) else {
        throw ResponseError(.invalidParams, "no rule is called '\(argument(1) ?? argument(0) ?? "")'")
      }
      return .object(["code": .string(found.code), "markdown": .string(found.markdown)])
    }
    guard let uri = argument(0) else {
      throw ResponseError(.invalidParams, "'\(params.command)' wants a document's URI as its first argument")
    }
    let (document, isOpen) = try context.documentOrFile(at: uri)
    defer { if !isOpen { context.service.closed(document.snapshot) } }
    let progress = context.channel.begin(params.command, params.workDoneToken)
    defer { progress?.end() }
    switch command {
    case .simulate: return await simulate(document, argument(1), context)
    case .graph: return try await graph(document, argument(1), argument(2), context)
    case .verify: return try await verify(document, context)
    case .fixAll: return await fixAll(document, context)
    case .applyAction:
      return .object(["applied": .bool(try await ApplyAction.run(arguments, document, context))])
    case .explain: return .null
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.executeCommandProvider = LSP.ExecuteCommandOptions(
      commands: ServerCommand.allCases.filter { $0 != .applyAction || context.client.takesActionCommands }
        .map(\.rawValue), workDoneProgress: true)
  }

  private static func simulate(
    _ document: OpenDocument, _ scenario: String?, _ context: RequestContext
  ) async -> JSONValue {
    let result = await context.service.simulate(
      document.snapshot, scenario: scenario == "*" ? nil : scenario, isDryRun: scenario == nil, in: context.workspace)
    let scenarios = result.outcomes.map { outcome -> JSONValue in
      .object([
        "name": .string(outcome.name), "isRight": .bool(outcome.isRight), "status": .string(outcome.status),
        "notes": .array(outcome.notes.map { .string($0) }),
      ])
    }
    return .object([
      "title": .string(result.summary), "text": .string(result.text), "isRight": .bool(result.isRight),
      "scenarios": .array(scenarios),
    ])
  }

  private static func graph(
    _ document: OpenDocument, _ format: String?, _ workflow: String?, _ context: RequestContext
  ) async throws(ResponseError) -> JSONValue {
    guard let format = GraphFormat(rawValue: format ?? "svg") else {
      throw ResponseError(.invalidParams, "'\(format ?? "")' is no format: expected svg, html, mermaid or dot")
    }
    let content = await context.service.graph(
      of: document.snapshot, workflow: workflow, format: format, in: context.workspace)
    guard let content else {
      throw ResponseError(
        .requestFailed,
        workflow.map { "the document holds no workflow `\($0)` whose steps could be drawn" }
          ?? "the document holds no workflow whose steps could be drawn")
    }
    return .object(["format": .string(format.rawValue), "content": .string(content)])
  }

  private static func verify(
    _ document: OpenDocument, _ context: RequestContext
  ) async throws(ResponseError) -> JSONValue {
    guard let result = await context.service.verification(of: document.snapshot, in: context.workspace) else {
      throw ResponseError(.requestFailed, "the document holds, or names, no workflow whose steps could be verified")
    }
    let properties = result.findings.map { finding -> JSONValue in
      .object([
        "workflow": .string(finding.workflow), "property": .string(finding.property),
        "verdict": .string(finding.verdict), "text": .string(finding.text),
        "range": finding.range.map { JSONValue(document.conversions.range($0)) } ?? .null,
        "run": .array(finding.run.map { .string($0) }), "scenario": finding.scenario.map { .string($0) } ?? .null,
      ])
    }
    return .object([
      "title": .string(result.summary), "text": .string(result.text), "isRight": .bool(result.isRight),
      "properties": .array(properties),
    ])
  }

  private static func fixAll(_ document: OpenDocument, _ context: RequestContext) async -> JSONValue {
    let edits = await context.service.fixAll(of: document.snapshot, in: context.workspace)
    let converted = document.conversions.edits(edits)
    guard !converted.isEmpty else { return .object(["applied": .bool(false)]) }
    let edit = document.workspaceEdit(converted, for: context.client)
    let isApplied = await context.channel.apply(edit, label: "wflint: fix all problems that have a safe fix")
    return .object(["applied": .bool(isApplied)])
  }
}

extension JSONValue {
  /// A range as JSON.
  init(_ range: LSP.Range) {
    func place(_ position: LSP.Position) -> JSONValue {
      .object(["line": .integer(position.line), "character": .integer(position.character)])
    }
    self = .object(["start": place(range.start), "end": place(range.end)])
  }
}
