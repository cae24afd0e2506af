// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol

/// What the session knows about the findings of files that are not open.
struct ClosedFileFindings {
  /// Looks through the files.
  var work: Task<Void, Never>?
  /// What the client was told of each file, by its path, with the stamp of what that follows from; a file without
  /// findings that it was told nothing of is there with none.
  var told: [String: (stamp: Int?, uri: String, items: [LSP.Diagnostic])] = [:]
  /// Whether the client pulls them.
  var isPulled = false
}

extension Session {
  /// Tells the client the findings of the files that are not open, in the background, unless it pulls them: those that
  /// have changed. Older work on that stops.
  ///
  /// Some clients pull the findings of open documents alone; who has not asked for more after a while is told.
  func tellOfClosedFiles() {
    guard client.takesPushedDiagnostics, !closedFiles.isPulled, phase == .running else { return }
    closedFiles.work?.cancel()
    let grace: Duration = client.pullsDiagnostics ? options.workspacePullGrace : .zero
    let workspace = workspace
    let known = closedFiles.told.mapValues(\.stamp)
    closedFiles.work = Task(priority: .utility) { @concurrent [clock = options.clock, client, service, indexWork] in
      if grace > .zero { try? await clock.sleep(grace) }
      await indexWork?.value
      if Task.isCancelled { return }
      let files = await service.closedFiles(in: workspace)
      for file in files {
        if Task.isCancelled { return }
        if let stamp = known[file.path], stamp == file.stamp { continue }
        guard let (target, found) = await service.diagnostics(of: file, in: workspace), !Task.isCancelled else {
          continue
        }
        let document = DocumentSnapshot(
          uri: DocumentURI(path: file.path), languageID: "", version: nil, generation: -1, text: target.text)
        await self.tell(file, DiagnosticConverter(document, workspace, client, service).convert(found))
      }
      if !Task.isCancelled { await self.takeBack(except: Set(files.map(\.path))) }
    }
  }

  private func tell(_ file: ClosedFile, _ items: [LSP.Diagnostic]) {
    let uri = DocumentURI(path: file.path)
    guard !Task.isCancelled, !closedFiles.isPulled, workspace.documents[uri.key] == nil else { return }
    let known = closedFiles.told[file.path]
    let name = known?.uri ?? uri.string
    closedFiles.told[file.path] = (file.stamp, name, items)
    if known?.items ?? [] != items { push(name, items) }
  }

  private func takeBack(except paths: Set<String>) {
    guard !Task.isCancelled else { return }
    for (path, known) in closedFiles.told where !paths.contains(path) {
      closedFiles.told[path] = nil
      if !known.items.isEmpty { push(known.uri, []) }
    }
  }

  /// The client pulls the findings of files that are not open: what it was told of them is taken back.
  func closedFilesPulled() {
    guard !closedFiles.isPulled else { return }
    closedFiles.isPulled = true
    closedFiles.work?.cancel()
    for known in closedFiles.told.values where !known.items.isEmpty { push(known.uri, []) }
    closedFiles.told = [:]
  }

  /// A file is open now: its findings are those of the document.
  func closedFileOpened(_ uri: DocumentURI) {
    guard let path = uri.path, let known = closedFiles.told.removeValue(forKey: path), !known.items.isEmpty else {
      return
    }
    // The document's own, where they are pushed, come in their place; and the client may write the URI otherwise.
    if client.pullsDiagnostics || known.uri != uri.string { push(known.uri, []) }
  }

  /// Whether the findings of a document that was closed stand until its file is looked at, which is next.
  func keepsFindings(ofClosed uri: DocumentURI, _ items: [LSP.Diagnostic]) -> Bool {
    guard client.takesPushedDiagnostics, !client.pullsDiagnostics, indexToken == nil, let path = uri.path,
      workspace.folders.contains(where: { path.hasPrefix($0 + "/") })
    else { return false }
    closedFiles.told[path] = (nil, uri.string, items)
    return true
  }

  private func push(_ uri: String, _ items: [LSP.Diagnostic]) {
    connection.notify("textDocument/publishDiagnostics", LSP.PublishDiagnosticsParams(uri: uri, diagnostics: items))
  }
}
