// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Synchronization
import WorkflowModel

/// Files that get other names or go, and the files that name them.
extension WorkflowService {
  /// The edits that let other files, and those that move themselves, name the same files afterwards.
  package func edits(
    renaming files: [(old: String, new: String)], in workspace: SessionSnapshot
  ) async -> [FileEdits] {
    let moves = moves(files, in: workspace)
    var result: [String: FileEdits] = [:]
    func add(_ edits: [TextEdit], to parsed: ParsedDocument) {
      guard !edits.isEmpty, result[parsed.path] == nil else { return }
      result[parsed.path] = FileEdits(TargetDocument(path: parsed.path, text: parsed.text), edits)
    }
    for parsed in allScenarios(in: workspace) { add(scenarioEdits(in: parsed, moves: moves), to: parsed) }
    for parsed in allBlueprints(in: workspace, concernedBy: moves) {
      add(blueprintEdits(in: parsed, moves: moves, workspace), to: parsed)
    }
    for path in paths(in: workspace, where: { $0.hasSuffix("/.wflint.yaml") }) {
      guard let parsed = parsedFile(path, in: workspace) else { continue }
      add(configurationEdits(in: parsed, moves: moves), to: parsed)
    }
    for path in paths(in: workspace, where: { $0.hasSuffix(".wf.yaml") || $0.hasSuffix(".wf.yml") }) {
      guard let parsed = concerned(path, moves, in: workspace) else { continue }
      let root = surroundings(of: path, in: workspace).root
      add(pathEdits(in: parsed, root: String(root.dropLast()), moves: moves), to: parsed)
    }
    return result.values.sorted { $0.document.path < $1.document.path }
  }

  /// The files that name files that go, with what is said to people.
  package func warnings(deleting paths: [String], in workspace: SessionSnapshot) async -> [String] {
    func goes(_ path: String) -> Bool { paths.contains { path == $0 || path.hasPrefix($0 + "/") } }
    var result: [String] = []
    for scenario in allScenarios(in: workspace) where !goes(scenario.path) {
      for target in scenarioTargets(in: scenario) where goes(target.path) {
        result.append("\(PathWords.name(of: scenario.path)) runs \(target.text)")
      }
    }
    // What goes is there still: nothing moves.
    let moves = moves(paths.map { ($0, $0) }, in: workspace)
    for parsed in allBlueprints(in: workspace, concernedBy: moves) where !goes(parsed.path) {
      let mentions = parsed.mentions(
        root: root(of: parsed, in: workspace),
        folders: importFolders(surroundings(of: parsed.path, in: workspace)), moves: moves)
      var seen: Set<String> = []
      for mention in mentions where goes(mention.path) && seen.insert(mention.text).inserted {
        result.append("\(PathWords.name(of: parsed.path)) \(mention.text)")
      }
    }
    let summaries = summaries(of: workspace)
    let gone = Set(summaries.filter { goes($0.path) }.map(\.name))
    for summary in summaries where !goes(summary.path) {
      for link in summary.links where gone.contains(link.workflow) {
        result.append("\(PathWords.name(of: summary.path)) names the workflow `\(link.workflow)`")
      }
    }
    return result
  }

  private func moves(_ files: [(old: String, new: String)], in session: SessionSnapshot) -> FileMoves {
    let known = indexes.withLock { $0.values.map(\.names) }
    var asked: [String: Bool] = [:]
    return FileMoves(files) { path in
      if known.contains(where: { $0.contains(path) }) { return true }
      if session.document(at: DocumentURI(path: path)) != nil { return true }
      // A file that no walk finds may be named as well.
      if let answer = asked[path] { return answer }
      let answer = self.contents(of: path) != nil
      asked[path] = answer
      return answer
    }
  }

  // MARK: Files

  /// The paths of the workspace's files for which something holds, and of those that are open, sorted.
  private func paths(in session: SessionSnapshot, where isWanted: (String) -> Bool) -> [String] {
    let indexes = indexes.withLock { $0.values.map(\.names) }
    let open = session.sortedDocuments.compactMap(\.uri.path)
    return Set((indexes.flatMap(\.files) + open).filter(isWanted)).sorted()
  }

  /// A file that may name something that moves, or moves itself.
  private func concerned(_ path: String, _ moves: FileMoves, in session: SessionSnapshot) -> ParsedDocument? {
    guard let text = session.document(at: DocumentURI(path: path))?.text ?? text(ofFile: path),
      moves.renamed(path) != path || moves.mayConcern(text.string)
    else { return nil }
    return parsedFile(path, in: session)
  }

  // MARK: Blueprints

  /// The files with sections of blueprints that may name something that moves, or move themselves.
  private func allBlueprints(in session: SessionSnapshot, concernedBy moves: FileMoves) -> [ParsedDocument] {
    var paths = Set(indexes.withLock { $0.values.flatMap(\.names.importable) })
    for document in session.sortedDocuments {
      guard let path = document.uri.path else { continue }
      if parsed(document, in: surroundings(of: path, in: session)).kind == .workflow(dialect: "cloudify") {
        paths.insert(path)
      }
    }
    return paths.sorted().compactMap { path in
      concerned(path, moves, in: session).map { ParsedDocument(path: path, text: $0.text, dialect: "cloudify") }
    }
  }

  /// The main file that a blueprint's file belongs to, itself unless another imports it.
  private func root(of parsed: ParsedDocument, in session: SessionSnapshot) -> String {
    importers(of: parsed.path, in: session).first?.path ?? parsed.path
  }

  private func blueprintEdits(
    in parsed: ParsedDocument, moves: FileMoves, _ session: SessionSnapshot
  ) -> [TextEdit] {
    let folders = importFolders(surroundings(of: parsed.path, in: session))
    return parsed.edits(root: root(of: parsed, in: session), folders: folders, moves: moves)
  }
}
