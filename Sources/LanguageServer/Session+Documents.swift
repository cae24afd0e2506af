// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

extension Session {
  /// A document was opened.
  func open(_ item: LSP.TextDocumentItem) {
    let document = documents.open(item)
    workspace.documents = documents.documents
    outdateRequests(about: document.uri.key)
    findings[document.uri.key]?.lastEdit = nil
    documentChanged(document)
  }

  /// A document was changed.
  func change(_ params: LSP.DidChangeTextDocumentParams) {
    let log = log
    let document = documents.change(params, unit: client.columnUnit) { position in
      log.warning("position \(position.line):\(position.character) is outside of \(params.textDocument.uri)")
    }
    guard let document else {
      log.error("\(params.textDocument.uri) was changed, but is not open")
      return
    }
    workspace.documents = documents.documents
    outdateRequests(about: document.uri.key)
    documentChanged(document)
  }

  /// A document was closed: its findings are taken back.
  func close(_ uri: DocumentURI) {
    guard let document = documents.close(uri) else { return }
    workspace.documents = documents.documents
    findings.removeValue(forKey: uri.key)?.work?.cancel()
    service.closed(document)
    publish(LSP.PublishDiagnosticsParams(uri: document.uri.string, diagnostics: []))
    scheduleRelated(except: uri.key)
  }

  /// Files changed on disk. Events are gathered for a moment before anything is done about them.
  func filesChanged(_ files: [DocumentURI]) {
    guard !files.isEmpty else { return }
    changedFiles += files
    guard changedFilesWork == nil else { return }
    let delay = options.watchedFilesDelay
    changedFilesWork = Task { @concurrent [clock = options.clock] in
      try? await clock.sleep(delay)
      await self.takeChangedFiles()
    }
  }

  private func takeChangedFiles() async {
    changedFilesWork = nil
    let paths = Set(changedFiles.compactMap(\.path)).sorted()
    changedFiles = []
    guard !Task.isCancelled, !paths.isEmpty else { return }
    await service.filesChanged(paths)
    refreshEverything()
  }
}
