// SPDX-License-Identifier: Apache-2.0
import Analysis
package import Diagnostics
package import EditorFeatures
import SourceText
import Synchronization
import WorkflowModel

/// The language service for workflows: the one analysis, with what does not change between edits remembered.
///
/// A document is parsed once a generation; a workspace's configuration and the files that are not open are read once an
/// epoch, that is until files change on disk.
package final class WorkflowService: LanguageService {
  private struct Memo: Sendable {
    var parsed: [String: (generation: Int, stepTypes: Int, document: ParsedDocument)] = [:]
    var analyzed: [String: (stamp: String, document: AnalyzedDocument)] = [:]
    var workspaces: [String: DiskWorkspace] = [:]
  }

  /// What is on disk below one folder.
  private struct DiskWorkspace: Sendable {
    var root: String
    var epoch: Int
    var configuration: Configuration
    /// Tells configurations apart: the hash of the file's bytes.
    var configurationStamp: Int
    var summaries: [WorkflowSummary]
  }

  private let files: any WorkspaceFiles
  private let memo = Mutex(Memo())
  private let diskEpoch = Mutex(0)

  /// Makes a service over the files of the machine.
  package init(files: any WorkspaceFiles) { self.files = files }

  // MARK: Snapshots

  /// The document with its findings, from memory where nothing that matters has changed.
  func analyzed(_ document: DocumentSnapshot, in session: SessionSnapshot) -> AnalyzedDocument {
    let path = document.uri.path ?? document.uri.string
    let workspace = diskWorkspace(for: path, in: session)
    let open = session.sortedDocuments
    let parsed = open.map { self.parsed($0, in: workspace) }
    let own = self.parsed(document, in: workspace)
    let stamp = "\(document.generation) \(workspace.epoch) \(open.map { String($0.generation) }.joined(separator: ","))"
    if let known = memo.withLock({ $0.analyzed[document.uri.key] }), known.stamp == stamp { return known.document }
    let openPaths = Set(parsed.map(\.path))
    var summaries = workspace.summaries.filter { !openPaths.contains($0.path) }
    summaries += parsed.filter { $0.path.hasPrefix(workspace.root) && $0.path != path }.flatMap { $0.summaries() }
    summaries += own.summaries()
    var snapshot = Analysis.WorkspaceSnapshot(
      configuration: workspace.configuration, summary: WorkspaceSummary(summaries), root: workspace.root,
      moment: SystemMoment.now())
    collectImports(of: own, open: parsed, into: &snapshot)
    let result = analyze(own, in: snapshot)
    memo.withLock { $0.analyzed[document.uri.key] = (stamp, result) }
    return result
  }

  /// What a document imports: open documents as they are, others from the disk.
  private func collectImports(
    of document: ParsedDocument, open: [ParsedDocument], into snapshot: inout Analysis.WorkspaceSnapshot
  ) {
    guard ImportCollector.wantsFiles(document) else { return }
    let files = files
    var collector = ImportCollector(
      folders: snapshot.importFolders,
      read: { path in
        let text =
          open.first { $0.path == path }.map(\.text) ?? files.contents(of: path).map { SourceText(bytes: $0) }
        guard let text, text.bytes.count <= SourceText.maximumByteCount else { return nil }
        return ParsedDocument(path: path, text: text, dialect: "cloudify")
      },
      isPresent: { path in open.contains { $0.path == path } || files.contents(of: path) != nil })
    collector.collect(document)
    snapshot.imports = collector.files
  }

  private func parsed(_ document: DocumentSnapshot, in workspace: DiskWorkspace) -> ParsedDocument {
    let key = document.uri.key
    if let known = memo.withLock({ $0.parsed[key] }), known.generation == document.generation,
      known.stepTypes == workspace.configurationStamp
    {
      return known.document
    }
    let parsed = ParsedDocument(
      path: document.uri.path ?? document.uri.string, text: document.text,
      stepTypes: workspace.configuration.stepTypes)
    memo.withLock { $0.parsed[key] = (document.generation, workspace.configurationStamp, parsed) }
    return parsed
  }

  private func diskWorkspace(for path: String, in session: SessionSnapshot) -> DiskWorkspace {
    let folder = path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
    let configured = files.configurationFolder(for: folder)
    let opened = session.folders.filter { path.hasPrefix($0 + "/") }.max { $0.utf8.count < $1.utf8.count }
    let root = configured ?? opened ?? folder
    let epoch = session.epoch + diskEpoch.withLock { $0 }
    let openConfiguration = session.documents["file://" + root + "/.wflint.yaml"]
    let bytes = openConfiguration?.text.bytes ?? files.contents(of: root + "/.wflint.yaml") ?? []
    let stamp = Int(truncatingIfNeeded: ContentHash(bytes).value)
    if let known = memo.withLock({ $0.workspaces[root] }), known.epoch == epoch, known.configurationStamp == stamp {
      return known
    }
    var configuration = Configuration()
    if !bytes.isEmpty {
      configuration = readConfiguration(
        ParsedDocument(path: root + "/.wflint.yaml", text: SourceText(bytes: bytes)))
    }
    // A lone file outside every folder has no workspace to look around in.
    let summaries = configured == nil && opened == nil ? [] : diskSummaries(below: root, configuration)
    let workspace = DiskWorkspace(
      root: root + "/", epoch: epoch, configuration: configuration, configurationStamp: stamp, summaries: summaries)
    memo.withLock { $0.workspaces[root] = workspace }
    return workspace
  }

  private func diskSummaries(below root: String, _ configuration: Configuration) -> [WorkflowSummary] {
    files.workflowFiles(below: root).flatMap { path -> [WorkflowSummary] in
      guard let bytes = files.contents(of: path), bytes.count <= SourceText.maximumByteCount else { return [] }
      return ParsedDocument(path: path, text: SourceText(bytes: bytes), stepTypes: configuration.stepTypes).summaries()
    }
  }

  /// A file's bytes on disk.
  func contents(of path: String) -> [UInt8]? { files.contents(of: path) }

  /// The workflows on disk below the open folders.
  func summaries(of session: SessionSnapshot) -> [WorkflowSummary] {
    session.folders.flatMap { diskWorkspace(for: $0 + "/x", in: session).summaries }
  }

  // MARK: Requests

  /// All findings of a document, sorted.
  package func diagnostics(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [Diagnostic] {
    analyzed(document, in: workspace).diagnostics
  }

  /// What is told about the text at a byte offset.
  package func hover(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> HoverResult?
  {
    EditorFeatures.hover(in: analyzed(document, in: workspace), at: offset)
  }

  /// What may stand at a byte offset.
  package func completion(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> CompletionResult {
    completions(in: analyzed(document, in: workspace), at: offset)
  }

  /// The outline of a document.
  package func symbols(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [SymbolNode] {
    EditorFeatures.symbols(of: analyzed(document, in: workspace))
  }

  /// Files changed on disk: what was read of them is read again.
  package func filesChanged(_ paths: [String]) async { diskEpoch.withLock { $0 += 1 } }

  /// Keys follow a dash or a line break, values a colon, names a dot, a brace or a quote.
  package var completionTriggers: [String] { [":", "-", ".", "{", "[", "\"", "'", "@", " "] }

  /// Where a rule is explained.
  package func documentationURL(ofCode code: String) -> String? { EditorFeatures.documentationURL(ofRule: code) }
}
