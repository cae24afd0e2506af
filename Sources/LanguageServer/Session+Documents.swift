// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

extension Session {
  /// A document was opened.
  func open(_ item: LSP.TextDocumentItem) {
    let document = documents.open(item)
    workspace.documents = documents.documents
    outdateRequests(about: document.uri.key)
    findings[document.uri.key]?.lastEdit = nil
    closedFileOpened(document.uri)
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

  /// A document was closed: its findings are taken back, or become those of its file.
  func close(_ uri: DocumentURI) {
    guard let document = documents.close(uri) else { return }
    workspace.documents = documents.documents
    let known = findings.removeValue(forKey: uri.key)
    known?.work?.cancel()
    service.closed(document)
    if !keepsFindings(ofClosed: document.uri, known?.published ?? []) {
      publish(LSP.PublishDiagnosticsParams(uri: document.uri.string, diagnostics: []))
    }
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

  /// Looks for changes on disk now and then, for a client that cannot tell of them. Where looking takes long it is done
  /// less often: not more than a twentieth of a core.
  func pollFiles() {
    pollWork?.cancel()
    guard service.followsFiles, !client.registersWatchedFiles else { return }
    let interval = options.filePollInterval
    pollWork = Task { @concurrent [clock = options.clock, service] in
      var pause = interval
      while !Task.isCancelled {
        do { try await clock.sleep(pause) } catch { return }
        let start = clock.now()
        let changed = await service.changedFiles()
        if Task.isCancelled { return }
        pause = max(interval, (clock.now() - start) * 20)
        if !changed.isEmpty { await self.filesChanged(changed.map { DocumentURI(path: $0) }) }
      }
    }
  }
}
