// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `workspace/diagnostic`: the findings of all files, open or not; in parts where the client takes parts.
enum WorkspaceDiagnosticRequest: RequestHandler {
  static let method = "workspace/diagnostic"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.WorkspaceDiagnosticParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.WorkspaceDiagnosticReport {
    let progress = context.channel.begin("Checking workflows", params.workDoneToken)
    defer { progress?.end() }
    var known: [String: String] = [:]
    for previous in params.previousResultIds { known[DocumentURI(previous.uri).key] = previous.value }
    var reports: [LSP.WorkspaceDocumentDiagnosticReport] = []
    var seen: Set<String> = []
    func add(_ report: LSP.WorkspaceDocumentDiagnosticReport) {
      // A part holds what one file has to say: an editor shows it while the next one is read.
      if !context.channel.send(part: LSP.WorkspaceDiagnosticReport(items: [report]), to: params.partialResultToken) {
        reports.append(report)
      }
    }
    for document in context.workspace.sortedDocuments {
      if Task.isCancelled { throw ResponseError(.requestCancelled, "the request was cancelled") }
      seen.insert(document.uri.key)
      let found = await context.service.diagnostics(of: document, in: context.workspace)
      add(report(document, found, known[document.uri.key], context))
    }
    let files = await context.service.closedFiles(in: context.workspace)
    for (position, file) in files.enumerated() {
      if Task.isCancelled { throw ResponseError(.requestCancelled, "the request was cancelled") }
      let uri = DocumentURI(path: file.path)
      guard seen.insert(uri.key).inserted,
        let (target, found) = await context.service.diagnostics(of: file, in: context.workspace)
      else { continue }
      let document = DocumentSnapshot(uri: uri, languageID: "", version: nil, generation: -1, text: target.text)
      let report = report(document, found, known[uri.key], context)
      // Of the files that the client knows nothing of, those without findings are not worth a word.
      if known[uri.key] != nil || report.items?.isEmpty == false { add(report) }
      progress?.report(position * 100 / files.count)
    }
    // What is gone has no findings any more.
    for previous in params.previousResultIds where !seen.contains(DocumentURI(previous.uri).key) {
      add(LSP.WorkspaceDocumentDiagnosticReport(uri: previous.uri, kind: "full", items: []))
    }
    return LSP.WorkspaceDiagnosticReport(items: reports)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the options of the other pull; see `DocumentDiagnosticRequest`.
  }

  private static func report(
    _ document: DocumentSnapshot, _ found: [Diagnostic], _ previous: String?, _ context: RequestContext
  ) -> LSP.WorkspaceDocumentDiagnosticReport {
    let items = DiagnosticConverter(document, context.workspace, context.client, context.service).convert(found)
    let resultID = DocumentDiagnosticRequest.resultID(of: items)
    let isKnown = resultID == previous
    return LSP.WorkspaceDocumentDiagnosticReport(
      uri: document.uri.string, version: document.version, kind: isKnown ? "unchanged" : "full", resultId: resultID,
      items: isKnown ? nil : items)
  }
}
