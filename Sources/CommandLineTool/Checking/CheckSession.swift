// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// What checking one file gave.
struct CheckedFile: Sendable {
  /// The file.
  var file: InputFile
  /// Its findings; nil for a file that could not be read, or that is none of ours.
  var analyzed: AnalyzedDocument?
  /// Its workspace's snapshot, for fixing.
  var snapshot = WorkspaceSnapshot()
}

/// A whole run of `check`: reads, parses and analyses files, each workspace with its own configuration.
///
/// Every file is parsed before the first one is analysed, because rules look across files.
struct CheckSession {
  /// How the run ended apart from findings.
  struct Outcome {
    /// The files, sorted by path.
    var files: [CheckedFile]
    /// What could not be done: unreadable files, broken configurations. Any of them makes the exit status 2.
    var failures: [String]
    /// Configurations that hold mistakes, with the first one in words; they are findings, too. Any makes the exit status 2.
    var configurationMistakes: [(path: String, message: String)]
    /// What is worth saying though nothing is wrong.
    var notes: [String]
  }

  private let jobs: Int
  private let dialect: String?
  private let scripts: ScriptChecker
  private let excludesNamed: Bool
  private let progress: Progress
  private var locator: WorkspaceLocator

  init(
    jobs: Int?, dialect: String?, configuration: String?, scripts: ScriptChecker, excludesNamed: Bool,
    progress: Progress
  ) {
    self.scripts = scripts
    self.excludesNamed = excludesNamed
    self.progress = progress
    self.jobs = max(1, jobs ?? FileSystem.processorCount)
    self.dialect = dialect
    locator = WorkspaceLocator(configuration: configuration)
  }

  /// Checks the files that `paths` name.
  mutating func run(_ paths: [String], standardInputName: String?) -> Outcome {
    var collector = InputCollector(&locator, excludesNamed: excludesNamed)
    collector.collect(paths.isEmpty ? ["."] : paths, standardInputName: standardInputName)
    locator = collector.locator
    var failures = collector.failures
    let files = Parallel.map(collector.files, jobs: jobs) { $0.loaded() }
    progress.begin(files.count)
    failures += files.compactMap(\.failure)

    let given = Set(files.compactMap(\.absolutePath))
    var configurationMistakes: [(path: String, message: String)] = []
    var configurations: [CheckedFile] = []
    // Group by workspace, keeping the order of the files.
    var roots: [String] = []
    var groups: [String: (workspace: Workspace, indices: [Int])] = [:]
    for (index, file) in files.enumerated() {
      let folder = file.absolutePath.map { FileSystem.parent(of: $0) } ?? FileSystem.currentDirectory
      let workspace = locator.workspace(for: folder)
      if groups[workspace.root] == nil {
        roots.append(workspace.root)
        if let mistake = workspace.mistake, let path = workspace.configurationPath {
          configurationMistakes.append((FileSystem.displayPath(path), mistake))
          // Whoever names one file alone learns of the mistake all the same, where it is.
          if !given.contains(path) { configurations += checkedConfiguration(of: workspace) }
        } else if let failure = workspace.failure {
          failures.append(failure)
        }
      }
      groups[workspace.root, default: (workspace, [])].indices.append(index)
    }
    var checked = files.map { CheckedFile(file: $0) }
    for root in roots {
      guard let group = groups[root] else { continue }
      check(group.indices, in: group.workspace, &checked)
    }
    var notes: [String] = []
    for file in checked where file.analyzed?.parsed.kind == .other && file.file.origin != .found {
      failures.append("\(file.file.path): not a workflow file: it says neither `schema: wflint/v1` nor what else it is")
    }
    checked.removeAll { $0.analyzed?.parsed.kind == .other }
    failures += scripts.failures
    notes += scripts.notes
    if checked.isEmpty, failures.isEmpty {
      notes.append("no workflow files found in \(paths.isEmpty ? "this folder" : paths.joined(separator: ", "))")
    }
    checked += configurations
    return Outcome(
      files: checked.sorted { $0.file.path < $1.file.path }, failures: failures,
      configurationMistakes: configurationMistakes, notes: notes)
  }

  /// A workspace's configuration as a file that nobody asked for.
  private func checkedConfiguration(of workspace: Workspace) -> [CheckedFile] {
    guard let document = workspace.configurationDocument else { return [] }
    let file = InputFile(path: document.path, absolutePath: workspace.configurationPath, origin: .lookedUp)
    return [CheckedFile(file: file, analyzed: analyze(document, in: WorkspaceSnapshot()))]
  }

  private func check(_ indices: [Int], in workspace: Workspace, _ checked: inout [CheckedFile]) {
    let dialect = dialect
    let stepTypes = workspace.configuration.stepTypes
    let inputs = indices.map { checked[$0].file }
    let parsed = Parallel.map(inputs, jobs: jobs) { file -> ParsedDocument? in
      file.input.map {
        ParsedDocument(
          path: file.path, text: $0.source, stepTypes: stepTypes, dialect: dialect, inputProblems: $0.problems)
      }
    }
    var summaries = parsed.flatMap { $0?.summaries() ?? [] }
    var known = Set(inputs.compactMap(\.absolutePath))
    let targets = targets(of: parsed, given: known, in: workspace)
    known.formUnion(targets.map { FileSystem.absolutePath($0.path) })
    summaries += targets
    summaries += lookedUp(for: summaries, given: known, in: workspace)
    let imports = collectImports(parsed.compactMap(\.self), in: workspace)
    let isAlone = inputs.allSatisfy { $0.absolutePath == nil }
    let prefix = FileSystem.displayPath(workspace.root)
    let snapshot = WorkspaceSnapshot(
      configuration: workspace.configuration, summary: isAlone ? nil : WorkspaceSummary(summaries),
      root: prefix == "." || prefix.isEmpty ? "" : prefix + "/", subfolder: Self.subfolder(of: workspace.root),
      imports: imports, moment: SystemMoment.now())
    let problems = scripts.problems(in: parsed, of: snapshot)
    let progress = progress
    let analyzed = Parallel.map(Array(zip(parsed, problems)), jobs: jobs) { document, problems -> AnalyzedDocument? in
      defer { progress.advance() }
      guard let document else { return nil }
      var analyzed = analyze(document, in: snapshot, scriptProblems: problems)
      // What the rules saw is as large as the tree, and nobody asks for it again.
      analyzed.contexts = []
      return analyzed
    }
    for (position, index) in indices.enumerated() {
      checked[index].analyzed = analyzed[position]
      checked[index].snapshot = snapshot
    }
  }

  /// The current folder as seen from a workspace above it; empty for one that is no folder above.
  private static func subfolder(of root: String) -> String {
    let prefix = root == "/" ? "/" : root + "/"
    guard FileSystem.currentDirectory.hasPrefix(prefix) else { return "" }
    return (String(FileSystem.currentDirectory.utf8.dropFirst(prefix.utf8.count)) ?? FileSystem.currentDirectory) + "/"
  }

  /// What the given documents import; given ones are not parsed again.
  private func collectImports(_ given: [ParsedDocument], in workspace: Workspace) -> ImportedFiles {
    guard given.contains(where: ImportCollector.wantsFiles) else { return ImportedFiles() }
    let known = Dictionary(given.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let prefix = FileSystem.displayPath(workspace.root)
    let root = prefix == "." || prefix.isEmpty ? "" : prefix + "/"
    let folders = workspace.configuration.importFolders.map { $0.hasPrefix("/") ? $0 : root + $0 }
    var collector = ImportCollector(
      folders: folders,
      read: { path in
        if let document = known[path] { return document }
        guard case .success(let bytes) = FileSystem.contents(of: path) else { return nil }
        let input = InputDecoding.decode(bytes)
        return ParsedDocument(path: path, text: input.source, dialect: "cloudify", inputProblems: input.problems)
      },
      isPresent: { FileSystem.isFile($0) })
    for document in given { collector.collect(document) }
    return collector.files
  }

  /// The workflows that scenario files name and that were not given.
  private func targets(
    of parsed: [ParsedDocument?], given paths: Set<String>, in workspace: Workspace
  ) -> [WorkflowSummary] {
    var seen = paths
    var result: [WorkflowSummary] = []
    for target in parsed.compactMap(\.self).flatMap(scenarioTargets) {
      let path = FileSystem.absolutePath(target.path)
      guard !Glob.hasSpecialCharacters(target.path), seen.insert(path).inserted,
        case .success(let bytes) = FileSystem.contents(of: path)
      else { continue }
      let document = ParsedDocument(
        path: FileSystem.displayPath(path), text: InputDecoding.decode(bytes).source,
        stepTypes: workspace.configuration.stepTypes)
      result += document.summaries(isGiven: false)
    }
    return result
  }

  /// The workspace's other workflows, read only where a given one names a workflow that was not given.
  private func lookedUp(
    for given: [WorkflowSummary], given paths: Set<String>, in workspace: Workspace
  ) -> [WorkflowSummary] {
    let known = Set(given.map(\.name))
    guard given.contains(where: { $0.links.contains { !known.contains($0.workflow) } }) else { return [] }
    var result: [WorkflowSummary] = []
    for path in WorkflowFileSearch.files(below: workspace.root) where !paths.contains(path) {
      guard case .success(let bytes) = FileSystem.contents(of: path) else { continue }
      let document = ParsedDocument(
        path: FileSystem.displayPath(path), text: InputDecoding.decode(bytes).source,
        stepTypes: workspace.configuration.stepTypes)
      result += document.summaries(isGiven: false)
    }
    return result
  }
}
