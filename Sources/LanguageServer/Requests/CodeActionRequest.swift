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

  static func run(
    _ params: LSP.CodeActionParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.CodeAction] {
    guard context.client.takesCodeActions else { return [] }
    let document = try context.document(params)
    let selection = document.conversions.range(params.range)
    var actions: [LSP.CodeAction] = []
    if wants(.quickFix, params) {
      actions += await quickFixes(selection, document, context)
    }
    for action in await context.service.actions(for: selection, of: document.snapshot, in: context.workspace) {
      let kind = LSP.CodeActionKind(rawValue: action.kind.rawValue)
      guard wants(kind, params), let edit = edit(action.edits, document, context) else { continue }
      actions.append(LSP.CodeAction(title: action.title, kind: kind, edit: edit))
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
    guard context.client.takesCodeActions else { return }
    capabilities.codeActionProvider = LSP.CodeActionOptions(
      codeActionKinds: [.quickFix, .refactorExtract, .refactorRewrite, .source, .sourceFixAllWflint])
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
