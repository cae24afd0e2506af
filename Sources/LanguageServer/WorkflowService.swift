// SPDX-License-Identifier: Apache-2.0
import Analysis
package import Diagnostics
package import EditorFeatures
package import SourceText
import Synchronization
import WorkflowModel

/// The language service for workflows: the one analysis, with what does not change between edits remembered.
///
/// A document is parsed once a generation, its rules run once for each state of the workspace; of the files that are not
/// open an index is kept, which follows what the client tells of changes on disk.
package final class WorkflowService: LanguageService {
  private let files: any WorkspaceFiles
  private let memos = Mutex<[String: DocumentMemo]>([:])
  let indexes = Mutex<[String: WorkspaceIndex]>([:])
  /// The files on disk that had no findings, with the stamps of what that was found in.
  let clean = Mutex<[String: Int]>([:])
  let importerIndexes = Mutex<[String: ImporterIndex]>([:])
  /// Imported files as they were parsed last, by path.
  private let importedFiles = Mutex<[String: (hash: UInt64, document: ParsedDocument)]>([:])
  /// The files that were read for an index, with their stamps then; nil for one that was not there.
  private let stamps = Mutex<[String: Int?]>([:])
  /// The workflows of each workspace as they were summed up last, with what tells that apart.
  private let sharedSummaries = Mutex<[String: (key: String, summary: WorkspaceSummary)]>([:])
  private let configurations = Mutex<[String: KnownConfiguration]>([:])

  /// How long the rules may take on one document before they are stopped.
  private let analysisLimit: Duration

  /// Makes a service over the files of the machine.
  package init(files: any WorkspaceFiles, analysisLimit: Duration = .seconds(10)) {
    self.files = files
    self.analysisLimit = analysisLimit
  }

  /// A configuration that was read, with the hash of its bytes.
  private struct KnownConfiguration: Sendable {
    var stamp: Int
    var configuration: Configuration
  }

  /// What a document is analysed in.
  struct Surroundings: Sendable {
    /// The workspace's folder, with a slash at its end.
    var root: String
    /// What its `.wflint.yaml` says.
    var configuration: Configuration
    /// Tells configurations apart.
    var configurationStamp: Int
    /// The index of the folder, or of one around it; nil where nothing is known of other files.
    var index: WorkspaceIndex?
  }

  // MARK: Snapshots

  /// The document with its findings, from memory where nothing that matters has changed.
  func analyzed(_ document: DocumentSnapshot, in session: SessionSnapshot) -> AnalyzedDocument {
    let (snapshot, stamp, prepared) = preparation(of: document, in: session)
    return memo(of: document).analyzed(stamp) { analyze(prepared, in: snapshot) }
  }

  /// The document with its findings, and what it was analysed in.
  func fixing(
    _ document: DocumentSnapshot, in session: SessionSnapshot
  ) -> (Analysis.WorkspaceSnapshot, AnalyzedDocument) {
    (preparation(of: document, in: session).0, analyzed(document, in: session))
  }

  private func analyze(
    _ prepared: AnalyzedDocument, in snapshot: Analysis.WorkspaceSnapshot
  ) -> AnalyzedDocument {
    var snapshot = snapshot
    let end = ContinuousClock.now + analysisLimit
    snapshot.shouldStop = { Task.isCancelled || ContinuousClock.now > end }
    return Analysis.analyze(prepared: prepared, in: snapshot)
  }

  /// The document without findings: what most features need, and much sooner there.
  func prepared(_ document: DocumentSnapshot, in session: SessionSnapshot) -> AnalyzedDocument {
    preparation(of: document, in: session).2
  }

  /// The same with what the document was prepared in.
  func preparedSnapshot(
    _ document: DocumentSnapshot, in session: SessionSnapshot
  ) -> (Analysis.WorkspaceSnapshot, AnalyzedDocument) {
    let (snapshot, _, prepared) = preparation(of: document, in: session)
    return (snapshot, prepared)
  }

  private func preparation(
    of document: DocumentSnapshot, in session: SessionSnapshot
  ) -> (Analysis.WorkspaceSnapshot, String, AnalyzedDocument) {
    let path = document.uri.path ?? document.uri.string
    let surroundings = surroundings(of: path, in: session)
    let open = session.sortedDocuments
    var stamp =
      "\(document.generation) \(surroundings.configurationStamp) \(surroundings.index?.version ?? -1) \(session.epoch)"
    for other in open { stamp += " \(other.generation)" }
    let own = parsed(document, in: surroundings)
    let (snapshot, prepared) = memo(of: document).prepared(stamp) {
      let others = open.filter { $0.uri.key != document.uri.key }.map { self.parsed($0, in: surroundings) }
      var snapshot = Analysis.WorkspaceSnapshot(
        configuration: surroundings.configuration,
        summary: self.summary(beside: own, others, in: surroundings, session),
        root: surroundings.root, moment: SystemMoment.now())
      if ImportCollector.wantsFiles(own) { snapshot.importers = self.importers(of: path, in: session) }
      collectImports(of: own, open: others + [own], into: &snapshot)
      snapshot.stepDefinitions = stepDefinitions(open: others + [own], in: surroundings)
      let lowered = own.lowered(with: snapshot.stepDefinitions, stepTypes: surroundings.configuration.stepTypes)
      return (snapshot, prepare(lowered, in: snapshot))
    }
    return (snapshot, stamp, prepared)
  }

  /// The workflows of a document's workspace, its own included: open documents as they are, others as the index has them.
  private func summary(
    beside own: ParsedDocument, _ others: [ParsedDocument], in surroundings: Surroundings, _ session: SessionSnapshot
  ) -> WorkspaceSummary? {
    guard let index = surroundings.index else { return nil }
    // The documents that are open, and the files that are not, see the same ones.
    let open = session.sortedDocuments
    let isShared = open.contains { $0.uri.path == own.path } || index.files[own.path] != nil
    var key = "\(index.version) \(surroundings.configurationStamp) \(session.epoch)"
    for document in open { key += " \(document.generation)" }
    if isShared, let known = sharedSummaries.withLock({ $0[surroundings.root] }), known.key == key {
      return known.summary
    }
    let all = others + [own]
    let openPaths = Set(all.map(\.path))
    var summaries = all.filter { $0.path.hasPrefix(surroundings.root) || $0.path == own.path }.flatMap {
      $0.summaries()
    }
    for (path, file) in index.files where path.hasPrefix(surroundings.root) && !openPaths.contains(path) {
      summaries += file.summaries
    }
    let summary = WorkspaceSummary(summaries)
    if isShared { sharedSummaries.withLock { $0[surroundings.root] = (key, summary) } }
    return summary
  }

  /// The step types that the workspace's files define: open documents as they are, others from the disk.
  private func stepDefinitions(open: [ParsedDocument], in surroundings: Surroundings) -> StepDefinitions {
    var result = surroundings.index?.definitions(except: Set(open.map(\.path))) ?? StepDefinitions()
    for document in open { result.add(StepDefinitions(of: document)) }
    return result
  }

  /// What a document imports: open documents as they are, others from the disk.
  func collectImports(
    of document: ParsedDocument, open: [ParsedDocument], into snapshot: inout Analysis.WorkspaceSnapshot
  ) {
    guard ImportCollector.wantsFiles(document) else { return }
    let files = files
    var collector = ImportCollector(
      read: { path in
        let text =
          open.first { $0.path == path }.map(\.text) ?? files.contents(of: path).map { SourceText(bytes: $0) }
        guard let text, text.bytes.count <= SourceText.maximumByteCount else { return nil }
        return self.imported(path, text)
      },
      isPresent: { path in open.contains { $0.path == path } || files.contents(of: path) != nil })
    let folders = snapshot.importFolders
    collector.collect(document, folders: folders)
    for importer in snapshot.importers { collector.collect(importer, folders: folders) }
    collector.noteRoles()
    snapshot.imports = collector.files
  }

  /// An imported file, parsed once for each of its texts.
  private func imported(_ path: String, _ text: SourceText) -> ParsedDocument {
    let hash = ContentHash(text.bytes).value
    if let known = importedFiles.withLock({ $0[path] }), known.hash == hash { return known.document }
    let document = ParsedDocument(path: path, text: text, dialect: "cloudify")
    importedFiles.withLock { known in
      if known.count > 4_096 { known.removeAll() }
      known[path] = (hash, document)
    }
    return document
  }

  private func memo(of document: DocumentSnapshot) -> DocumentMemo {
    memos.withLock { memos in
      if let known = memos[document.uri.key] { return known }
      let memo = DocumentMemo()
      memos[document.uri.key] = memo
      return memo
    }
  }

  /// The document's tree and workflows.
  func parsed(_ document: DocumentSnapshot, in surroundings: Surroundings) -> ParsedDocument {
    memo(of: document).parsed(document.generation, surroundings.configurationStamp) { previous in
      ParsedDocument(
        path: document.uri.path ?? document.uri.string, text: document.text,
        stepTypes: surroundings.configuration.stepTypes, previous: previous)
    }
  }

  /// A file as it is open, else as it is on disk.
  func parsedFile(_ path: String, in session: SessionSnapshot) -> ParsedDocument? {
    let surroundings = surroundings(of: path, in: session)
    if let open = session.document(at: DocumentURI(path: path)) { return parsed(open, in: surroundings) }
    guard let bytes = files.contents(of: path), bytes.count <= SourceText.maximumByteCount else { return nil }
    return ParsedDocument(
      path: path, text: SourceText(bytes: bytes), stepTypes: surroundings.configuration.stepTypes)
  }

  /// How many documents are remembered.
  var rememberedDocuments: Int { memos.withLock(\.count) }

  /// Forgets what was remembered of a document.
  package func closed(_ document: DocumentSnapshot) {
    _ = memos.withLock { $0.removeValue(forKey: document.uri.key) }
  }

  // MARK: Surroundings

  /// The workspace of a path: the folder of the nearest `.wflint.yaml`, else the open folder around it.
  func surroundings(of path: String, in session: SessionSnapshot) -> Surroundings {
    let folder = PathWords.parent(of: path)
    let configured = path.hasPrefix("/") ? files.configurationFolder(for: folder) : nil
    let opened = session.folders.filter { path.hasPrefix($0 + "/") }.max { $0.utf8.count < $1.utf8.count }
    let root = configured ?? opened ?? folder
    let openConfiguration = session.documents["file://" + root + "/.wflint.yaml"]
    let bytes = openConfiguration?.text.bytes ?? files.contents(of: root + "/.wflint.yaml") ?? []
    let stamp = Int(truncatingIfNeeded: ContentHash(bytes).value)
    let configuration = configurations.withLock { known -> Configuration in
      if let known = known[root], known.stamp == stamp { return known.configuration }
      let read =
        bytes.isEmpty
        ? Configuration()
        : readConfiguration(ParsedDocument(path: root + "/.wflint.yaml", text: SourceText(bytes: bytes)))
      known[root] = KnownConfiguration(stamp: stamp, configuration: read)
      return read
    }
    var index = indexes.withLock { indexes in
      indexes.values.filter { $0.root == root || $0.covers(path) }.max { $0.root.utf8.count < $1.root.utf8.count }
    }
    if index == nil, let configured, !indexRoots(of: session).contains(where: { path.hasPrefix($0 + "/") }) {
      // A file from outside of all open folders, which nobody reads in the background.
      index = read(root: configured, configuration, progress: { _, _ in })
      indexes.withLock { [index] in $0[configured] = index }
    }
    return Surroundings(
      root: root + "/", configuration: configuration, configurationStamp: stamp, index: index)
  }

  /// The folders that are indexed: the workspaces of the open folders.
  func indexRoots(of session: SessionSnapshot) -> [String] {
    let roots = Set(session.folders.map { files.configurationFolder(for: $0) ?? $0 }).sorted()
    return roots.filter { root in !roots.contains { root.hasPrefix($0 + "/") } }
  }

  // MARK: Index

  /// Reads the files of the open folders.
  package func index(_ workspace: SessionSnapshot, progress: @Sendable (Int, Int) -> Void) async {
    let roots = indexRoots(of: workspace)
    indexes.withLock { indexes in
      for root in indexes.keys where !roots.contains(root) { indexes[root] = nil }
    }
    for root in roots where indexes.withLock({ $0[root] == nil }) {
      let configuration = surroundings(of: root + "/x", in: workspace).configuration
      let index = read(root: root, configuration, progress: progress)
      if Task.isCancelled { return }
      indexes.withLock { $0[root] = index }
    }
  }

  private func read(
    root: String, _ configuration: Configuration, progress: @Sendable (Int, Int) -> Void
  ) -> WorkspaceIndex {
    var index = WorkspaceIndex(root: root)
    noteStamp(of: root + "/.wflint.yaml")
    var found = Set(indexedFiles(below: root))
    for folder in configuration.definitionFolders {
      found.formUnion(files.definitionFiles(below: folder.hasPrefix("/") ? folder : root + "/" + folder))
    }
    let paths = found.sorted()
    for (position, path) in paths.enumerated() {
      if Task.isCancelled { break }
      progress(position, paths.count)
      guard !Self.isExcluded(path, root, configuration) else { continue }
      if let file = indexed(path, configuration) { index.update(path, file) }
    }
    index.names = namedFiles(below: root)
    return index
  }

  /// The files below a folder that are remembered.
  private func indexedFiles(below folder: String) -> [String] {
    files.workflowFiles(below: folder) + files.scenarioFiles(below: folder) + files.foreignFiles(below: folder)
      + files.definitionFiles(below: folder)
  }

  private static func isExcluded(_ path: String, _ root: String, _ configuration: Configuration) -> Bool {
    guard path.hasPrefix(root + "/") else { return false }
    return configuration.excludes(String(decoding: Array(path.utf8).dropFirst(root.utf8.count + 1), as: UTF8.self))
  }

  private func indexed(_ path: String, _ configuration: Configuration) -> WorkspaceIndex.File? {
    noteStamp(of: path)
    guard let bytes = files.contents(of: path), bytes.count <= SourceText.maximumByteCount else { return nil }
    if let definitions = StepDefinitions(text: SourceText(bytes: bytes), path: path) {
      return WorkspaceIndex.File(
        hash: ContentHash(bytes).value, summaries: [], symbols: namedSymbols(of: definitions), targets: nil,
        definitions: definitions)
    }
    return WorkspaceIndex.file(
      ParsedDocument(path: path, text: SourceText(bytes: bytes), stepTypes: configuration.stepTypes))
  }

  /// Remembers what a file is like before it is read: a change after that is seen.
  private func noteStamp(of path: String) {
    guard files.hasStamps else { return }
    let stamp = files.stamp(of: path)
    stamps.withLock { $0[path] = .some(stamp) }
  }

  /// Whether the files' changes can be seen.
  package var followsFiles: Bool { files.hasStamps }

  /// The paths of the files that were read for an index, and of the configurations, that are others now. One that goes
  /// is still looked for: editors save by putting another file in its place. Complexity: one question a file.
  package func changedFiles() async -> [String] {
    let known = stamps.withLock { $0 }
    var changed: [String] = []
    for (path, stamp) in known {
      if Task.isCancelled { return [] }
      if files.stamp(of: path) != stamp { changed.append(path) }
    }
    return changed.sorted()
  }

  /// Files changed on disk: what was read of them is read again.
  package func filesChanged(_ paths: [String]) async {
    let known = Set(paths)
    // Of a folder that came, or got another name, clients tell its own path alone: its files come with it.
    let inner = paths.filter { files.contents(of: $0) == nil }.map { folder in
      (files: indexedFiles(below: folder), importing: files.importingFiles(below: folder))
    }
    let paths = paths + Set(inner.flatMap(\.files)).subtracting(known).sorted()
    importersChanged(Set(paths).union(inner.flatMap(\.importing)).sorted())
    namesChanged(paths)
    for path in paths {
      guard let root = indexes.withLock({ $0.values.first { $0.covers(path) }?.root }) else { continue }
      if PathWords.name(of: path) == ".wflint.yaml" {
        // Other step types, other files left out: everything is read again.
        let bytes = files.contents(of: root + "/.wflint.yaml") ?? []
        let configuration = readConfiguration(
          ParsedDocument(path: root + "/.wflint.yaml", text: SourceText(bytes: bytes)))
        let index = read(root: root, configuration, progress: { _, _ in })
        indexes.withLock { $0[root] = index }
        continue
      }
      let configuration = configurations.withLock { $0[root]?.configuration } ?? Configuration()
      let file = Self.isExcluded(path, root, configuration) ? nil : indexed(path, configuration)
      indexes.withLock { $0[root]?.update(path, file) }
    }
  }

  /// All files on disk below a folder.
  func allFiles(below root: String) -> [String] { files.allFiles(below: root) }

  /// The files on disk below a folder that may import others.
  func importingFiles(below root: String) -> [String] { files.importingFiles(below: root) }

  /// A file's bytes on disk.
  func contents(of path: String) -> [UInt8]? { files.contents(of: path) }

  /// The text of a file on disk; nil where it cannot be read.
  package func text(ofFile path: String) -> SourceText? {
    guard let bytes = contents(of: path), bytes.count <= SourceText.maximumByteCount else { return nil }
    return SourceText(bytes: bytes)
  }

  /// The workflows on disk below the open folders.
  func summaries(of session: SessionSnapshot) -> [WorkflowSummary] {
    let indexes = indexes.withLock { $0 }
    return indexRoots(of: session).flatMap { indexes[$0]?.summaries ?? [] }
  }

  // MARK: Requests

  /// All findings of a document, sorted.
  package func diagnostics(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [Diagnostic] {
    analyzed(document, in: workspace).diagnostics
  }

  /// What is told about the text at a byte offset.
  package func hover(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> HoverResult?
  {
    let analyzed = prepared(document, in: workspace)
    if let result = scenarioHover(at: offset, analyzed, in: workspace) { return result }
    return EditorFeatures.hover(
      in: analyzed, at: offset, linked: linkedWorkflows(of: analyzed.parsed, in: workspace))
  }

  /// What may stand at a byte offset.
  package func completion(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> CompletionResult {
    let analyzed = prepared(document, in: workspace)
    var linked = linkedWorkflows(of: analyzed.parsed, in: workspace)
    (linked.paths, linked.root) = namedFiles(around: analyzed.parsed.path, in: workspace)
    return completions(in: analyzed, at: offset, linked: linked)
  }

  /// The outline of a document.
  package func symbols(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [SymbolNode] {
    EditorFeatures.symbols(of: prepared(document, in: workspace))
  }

  /// Keys follow a dash or a line break, values a colon, names a dot, a brace or a quote.
  package var completionTriggers: [String] { [":", "-", ".", "{", "[", "\"", "'", "@", " ", "*", "("] }

  /// Where a rule is explained.
  package func documentationURL(ofCode code: String) -> String? { EditorFeatures.documentationURL(ofRule: code) }
}
