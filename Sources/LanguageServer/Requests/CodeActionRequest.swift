// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/codeAction`: the fixes of the findings at the selection, fix all, and what the features offer.
///
/// Findings are computed anew from the document as it is: those that the client sends along may be of an older text.
enum CodeActionRequest: RequestHandler {
  static let method = "textDocument/codeAction"

  /// Actions, or commands for a client that knows no actions.
  enum Answer: Encodable, Sendable {
    case actions([LSP.CodeAction])
    case commands([LSP.Command])

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .actions(let actions): try actions.encode(to: encoder)
      case .commands(let commands): try commands.encode(to: encoder)
      }
    }
  }

  static func run(_ params: LSP.CodeActionParams, _ context: RequestContext) async throws(ResponseError) -> Answer {
    guard context.client.takesCodeActions || context.client.takesActionCommands else { return .actions([]) }
    let document = try context.document(params)
    var actions = await actions(for: params, document, context)
    if context.client.takesActionCommands {
      return .commands(actions.map { ApplyAction.command(for: $0, params.textDocument.uri, params.range) })
    }
    guard context.client.resolvesActionEdits else { return .actions(actions) }
    for index in actions.indices where actions[index].kind != .quickFix {
      // What is computed anew when it is chosen: an edit of the whole document is large.
      actions[index].edit = nil
      actions[index].data = .object([
        "uri": .string(params.textDocument.uri), "range": JSONValue(params.range),
      ])
    }
    return .actions(actions)
  }

  /// All actions with their edits.
  static func actions(
    for params: LSP.CodeActionParams, _ document: OpenDocument, _ context: RequestContext
  ) async -> [LSP.CodeAction] {
    let selection = document.conversions.range(params.range)
    var actions: [LSP.CodeAction] = []
    if wants(.quickFix, params) {
      actions += await quickFixes(selection, document, context)
    }
    if wants(.quickFix, params) || wants(.refactor, params) || wants(.refactorRewrite, params)
      || wants(.refactorExtract, params) || wants(.source, params)
    {
      for action in await context.service.actions(for: selection, of: document.snapshot, in: context.workspace) {
        let kind = LSP.CodeActionKind(rawValue: action.kind.rawValue)
        guard wants(kind, params) else { continue }
        let edit =
          action.newFile.map { context.workspaceEdit([], creating: $0) } ?? edit(action.edits, document, context)
        if let edit { actions.append(LSP.CodeAction(title: action.title, kind: kind, edit: edit)) }
      }
    }
    if wants(.sourceFixAllWflint, params) {
      let edits = await context.service.fixAll(of: document.snapshot, in: context.workspace)
      if let edit = edit(edits, document, context) {
        actions.append(
          LSP.CodeAction(title: "Fix all problems that have a safe fix", kind: .sourceFixAllWflint, edit: edit))
      }
    }
    return actions
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    if context.client.takesActionCommands { capabilities.codeActionProvider = .plain }
    guard context.client.takesCodeActions else { return }
    capabilities.codeActionProvider = .options(
      LSP.CodeActionOptions(
        codeActionKinds: [.quickFix, .refactorExtract, .refactorRewrite, .source, .sourceFixAllWflint],
        resolveProvider: context.client.resolvesActionEdits ? true : nil))
  }

  private static func quickFixes(
    _ selection: TextRange, _ document: OpenDocument, _ context: RequestContext
  ) async -> [LSP.CodeAction] {
    let converter = DiagnosticConverter(document.snapshot, context.workspace, context.client, context.service)
    var actions: [LSP.CodeAction] = []
    for diagnostic in await context.service.diagnostics(of: document.snapshot, in: context.workspace).sorted()
    where diagnostic.range.touches(selection.start) || selection.touches(diagnostic.range.start) {
      let converted = converter.convert(diagnostic)
      for (index, fix) in diagnostic.fixes.enumerated() {
        guard let edit = edit(fix.edits, document, context) else { continue }
        let isPreferred = index == 0 && fix.applicability == .safe
        actions.append(
          LSP.CodeAction(
            title: fix.title, kind: .quickFix, diagnostics: [converted],
            isPreferred: isPreferred && context.client.prefersCodeActions ? true : nil, edit: edit))
      }
    }
    return actions
  }

  /// Nil where nothing would change, or edits overlap.
  private static func edit(
    _ edits: [TextEdit], _ document: OpenDocument, _ context: RequestContext
  ) -> LSP.WorkspaceEdit? {
    let converted = document.conversions.edits(edits)
    return converted.isEmpty ? nil : document.workspaceEdit(converted, for: context.client)
  }

  /// Whether the client asked for this kind, or for one that it is a kind of.
  private static func wants(_ kind: LSP.CodeActionKind, _ params: LSP.CodeActionParams) -> Bool {
    guard let only = params.context?.only else { return true }
    return only.contains { wanted in
      wanted.rawValue.isEmpty || kind == wanted || kind.rawValue.hasPrefix(wanted.rawValue + ".")
    }
  }
}

/// The command that stands for a code action where the client knows commands alone: it names the action, which is
/// looked for anew in the document as it is when it is chosen.
enum ApplyAction {
  static func command(for action: LSP.CodeAction, _ uri: String, _ range: LSP.Range) -> LSP.Command {
    LSP.Command(
      title: action.title, command: ServerCommand.applyAction.rawValue,
      arguments: [
        .string(uri), JSONValue(range), .string(action.kind?.rawValue ?? ""), .string(action.title),
      ])
  }

  /// Finds the action and asks the client to make its edit; returns whether it did.
  static func run(
    _ arguments: [JSONValue], _ document: OpenDocument, _ context: RequestContext
  ) async throws(ResponseError) -> Bool {
    guard arguments.count > 3, let json = Payload.encode(arguments[1]),
      let range = try? Payload.decode(LSP.Range.self, from: json), let kind = arguments[2].string,
      let title = arguments[3].string
    else {
      throw ResponseError(.invalidParams, "'wflint.applyAction' wants a URI, a range, a kind and a title")
    }
    let params = LSP.CodeActionParams(
      textDocument: LSP.TextDocumentIdentifier(uri: document.snapshot.uri.string), range: range,
      context: LSP.CodeActionContext(only: kind.isEmpty ? nil : [LSP.CodeActionKind(rawValue: kind)]))
    let found = await CodeActionRequest.actions(for: params, document, context)
    guard let edit = found.first(where: { $0.title == title })?.edit else {
      throw ResponseError(.contentModified, "the document has changed, and there is nothing left to do")
    }
    return await context.channel.apply(edit, label: "wflint: \(title)")
  }
}

/// `codeAction/resolve`: the edit of an action that people chose, computed for the document as it is now.
enum CodeActionResolveRequest: RequestHandler {
  static let method = "codeAction/resolve"

  static func run(_ params: LSP.CodeAction, _ context: RequestContext) async throws(ResponseError) -> LSP.CodeAction {
    guard params.edit == nil, let uri = params.data?["uri"]?.string else { return params }
    guard let json = Payload.encode(params.data?["range"] ?? .null),
      let range = try? Payload.decode(LSP.Range.self, from: json)
    else { throw ResponseError(.invalidParams, "'data' is not what this server sent") }
    let document = try context.document(at: uri)
    let asked = LSP.CodeActionParams(
      textDocument: LSP.TextDocumentIdentifier(uri: uri), range: range,
      context: LSP.CodeActionContext(only: params.kind.map { [$0] }))
    let found = await CodeActionRequest.actions(for: asked, document, context)
    guard let action = found.first(where: { $0.title == params.title && $0.kind == params.kind }) else {
      throw ResponseError(.contentModified, "the document has changed, and there is nothing left to do")
    }
    var result = params
    result.edit = action.edit
    return result
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the actions' own options; see `CodeActionRequest`.
  }
}
