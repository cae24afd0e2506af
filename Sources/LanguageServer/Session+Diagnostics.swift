// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// What the session knows about the findings of one open document.
struct Findings {
  /// Computes them.
  var work: Task<Void, Never>?
  /// When the document last changed.
  var lastEdit: Duration?
  /// Whether the client has been told nothing since then.
  var owesPublish = false
  /// What the client was told last; nil before that.
  var published: [LSP.Diagnostic]?
}

extension Session {
  /// A document has a new text: older work on it stops, new work starts, at once after a rest and else when edits rest.
  func documentChanged(_ document: DocumentSnapshot) {
    let key = document.uri.key
    let now = options.clock.now()
    var state = findings[key] ?? Findings()
    // Who types on before the last edit is answered is in a burst, and so is who types faster than hands can; who waits
    // for each answer is not.
    let pause = state.lastEdit.map { now - $0 } ?? .seconds(1)
    let isBurst = pause < options.burstInterval || state.owesPublish && pause < options.debounce
    state.lastEdit = now
    state.owesPublish = true
    findings[key] = state
    if !client.pullsDiagnostics { startWork(on: document, after: isBurst ? options.debounce : .zero) }
    scheduleRelated(except: key)
  }

  /// Everything may have changed: all findings are computed again.
  func refreshEverything() {
    workspace.epoch += 1
    scheduleRelated(except: nil, after: .zero)
  }

  /// Computes the findings of the other open documents once everything rests: an edit here may be an error there.
  func scheduleRelated(except key: String?, after delay: Duration? = nil) {
    relatedWork?.cancel()
    let delay = delay ?? options.relatedDelay
    relatedWork = Task { @concurrent [clock = options.clock] in
      if delay > .zero { try? await clock.sleep(delay) }
      if !Task.isCancelled { await self.refreshRelated(except: key) }
    }
  }

  private func refreshRelated(except key: String?) {
    askToRefresh()
    tellOfClosedFiles()
    if client.pullsDiagnostics {
      let others = workspace.documents.count - (key.map { workspace.documents[$0] != nil } ?? false ? 1 : 0)
      if others > 0, client.refreshesDiagnostics {
        ask("workspace/diagnostic/refresh", JSONValue.object([:])) { _, _ in }
      }
      return
    }
    for document in workspace.sortedDocuments where document.uri.key != key {
      startWork(on: document, after: .zero)
    }
  }

  private func startWork(on document: DocumentSnapshot, after delay: Duration) {
    let key = document.uri.key
    findings[key, default: Findings()].work?.cancel()
    let workspace = workspace
    findings[key]?.work = Task { @concurrent [clock = options.clock, client, service, indexLatch] in
      if delay > .zero { try? await clock.sleep(delay) }
      await indexLatch.wait()
      if Task.isCancelled { return }
      let diagnostics = await service.diagnostics(of: document, in: workspace)
      if Task.isCancelled { return }
      let items = DiagnosticConverter(document, workspace, client, service).convert(diagnostics)
      await self.finishWork(on: document, items)
    }
  }

  /// Publishes findings, unless the document has moved on, or the client knows them already. After an edit it is always
  /// told, be it only that the version is another.
  private func finishWork(on document: DocumentSnapshot, _ items: [LSP.Diagnostic]) {
    let key = document.uri.key
    guard !Task.isCancelled, workspace.documents[key]?.generation == document.generation else { return }
    if findings[key]?.owesPublish == false, findings[key]?.published == items { return }
    findings[key]?.owesPublish = false
    findings[key]?.published = items
    publish(
      LSP.PublishDiagnosticsParams(
        uri: document.uri.string, version: client.wantsDiagnosticVersions ? document.version : nil,
        diagnostics: items))
  }

  /// Tells the client a document's findings, unless it pulls them.
  func publish(_ params: LSP.PublishDiagnosticsParams) {
    guard !client.pullsDiagnostics else { return }
    connection.notify("textDocument/publishDiagnostics", params)
  }
}
