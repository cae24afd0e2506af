// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import WorkflowModel

/// What is remembered of the files on disk below one folder: enough for other files, and no tree.
struct WorkspaceIndex: Sendable {
  /// One file.
  struct File: Sendable {
    /// A hash of its text.
    var hash: UInt64
    /// The dialect of its workflows; nil for a file of another kind.
    var dialect: String?
    /// Its workflows.
    var summaries: [WorkflowSummary]
    /// What people may look for in it.
    var symbols: [NamedSymbol] = []
    /// The workflow files that it names, where it is a scenario file; nil else.
    var targets: [ScenarioTarget]?
    /// Whether it holds workflows that can be simulated.
    var isRunnable = false
    /// The step types that it defines.
    var definitions = StepDefinitions()
  }

  /// The folder, without a slash at its end.
  let root: String
  /// The files by absolute path.
  private(set) var files: [String: File] = [:]
  /// The paths of the files that define step types.
  private(set) var definingPaths: Set<String> = []
  /// All files, by their names: what completion offers where a file is named.
  var names = WorkspacePaths()
  /// Grows with each change.
  private(set) var version = 0

  init(root: String) { self.root = root }

  /// The paths of all files, sorted.
  var paths: [String] { files.keys.sorted() }

  /// The workflows of all files, by path.
  var summaries: [WorkflowSummary] { paths.flatMap { files[$0]?.summaries ?? [] } }

  /// The paths of the scenario files that name a workflow's file, sorted.
  func scenarios(of path: String) -> [String] {
    files.filter { $0.value.targets?.contains { $0.matches(path) } == true }.keys.sorted()
  }

  /// Whether a path lies below the folder.
  func covers(_ path: String) -> Bool { path.hasPrefix(root + "/") }

  /// Takes a file in; nil takes it out, and what is below it where it was a folder.
  mutating func update(_ path: String, _ file: File?) {
    version += 1
    if let file {
      files[path] = file
      if file.definitions.isEmpty { definingPaths.remove(path) } else { definingPaths.insert(path) }
      return
    }
    let gone = files.keys.filter { $0 == path || $0.hasPrefix(path + "/") }
    for path in gone { files[path] = nil }
    definingPaths.subtract(gone)
  }

  /// The step types that the files define but for some that are open, by path.
  func definitions(except open: Set<String>) -> StepDefinitions {
    var result = StepDefinitions()
    for path in definingPaths.subtracting(open).sorted() {
      if let file = files[path] { result.add(file.definitions) }
    }
    return result
  }

  /// What is remembered of a parsed file; nil for a file of no business of ours.
  static func file(_ parsed: ParsedDocument) -> File? {
    let hash = ContentHash(parsed.text.bytes).value
    switch parsed.kind {
    case .workflow(let dialect):
      return File(
        hash: hash, dialect: dialect, summaries: parsed.summaries(), symbols: namedSymbols(of: parsed), targets: nil,
        isRunnable: dialect != "cloudify",
        definitions: StepDefinitions(of: parsed))
    case .scenario:
      return File(hash: hash, summaries: [], symbols: namedSymbols(of: parsed), targets: scenarioTargets(in: parsed))
    case .configuration, .other: return nil
    }
  }
}
