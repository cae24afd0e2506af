// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/diagnostic`: findings for clients that pull them.
enum DocumentDiagnosticRequest: RequestHandler {
  static let method = "textDocument/diagnostic"

  static func run(
    _ params: LSP.DocumentDiagnosticParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.DocumentDiagnosticReport {
    let document = try context.document(params)
    let diagnostics = await context.service.diagnostics(of: document.snapshot, in: context.workspace)
    let converter = DiagnosticConverter(document.snapshot, context.workspace, context.client, context.service)
    let items = converter.convert(diagnostics)
    let resultID = resultID(of: items)
    if resultID == params.previousResultId {
      return LSP.DocumentDiagnosticReport(kind: "unchanged", resultId: resultID)
    }
    return LSP.DocumentDiagnosticReport(kind: "full", resultId: resultID, items: items)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    guard context.client.pullsDiagnostics else { return }
    capabilities.diagnosticProvider = LSP.DiagnosticOptions(
      identifier: "wflint", interFileDependencies: true, workspaceDiagnostics: true,
      workDoneProgress: true)
  }

  /// Names findings: equal ones have one name.
  static func resultID(of items: [LSP.Diagnostic]) -> String {
    ContentHash(Payload.encode(items) ?? []).hexadecimal
  }
}
