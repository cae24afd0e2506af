// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// What checking one file gave. A class, as the file is.
final class CheckedFile: Sendable {
  /// The file, with its text.
  let file: InputFile
  /// What it is; nil for a file that could not be read.
  let kind: DocumentKind?
  /// Its findings.
  let diagnostics: [Diagnostic]
  /// Its workspace as the rules saw it, for fixing; nil where it was not analysed.
  let workspace: CheckedWorkspace?

  init(_ file: InputFile, kind: DocumentKind?, diagnostics: [Diagnostic], workspace: CheckedWorkspace?) {
    self.file = file
    self.kind = kind
    self.diagnostics = diagnostics
    self.workspace = workspace
  }

  /// The file's text.
  var text: SourceText? { file.input?.source }
}

/// A workspace as the rules saw it, shared by its files.
final class CheckedWorkspace: Sendable {
  /// What the analysis may know besides the document.
  let snapshot: WorkspaceSnapshot

  init(_ snapshot: WorkspaceSnapshot) { self.snapshot = snapshot }
}

/// A whole run of `check`: reads, parses and analyses files, each workspace with its own configuration.
///
/// Rules look across files, but hardly any finding depends on another one: each file is read, parsed and analysed as if
/// it were alone, and its tree given up. Those of which other files have a say are analysed again once all are read:
/// neighbours of other workflows, documents with imports, scripts of which a tool has something to say.
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
  /// The step types that the run's files define.
  private var definitions = StepDefinitions()
  /// Kept until the process ends: giving back what was known of thousands of files takes a while.
  private var looked: [LookedWorkspace] = []

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
    var notes: [String] = []
    definitions = StepDefinitionSearch.definitions(in: collector.definitionPaths, &notes)
    let files = collector.files
    progress.begin(files.count)

    var configurationMistakes: [(path: String, message: String)] = []
    var configurations: [CheckedFile] = []
    // By workspace, keeping the order of the files.
    var groups: [(workspace: Workspace, files: [InputFile])] = []
    var places: [ObjectIdentifier: Int] = [:]
    var place = -1
    for file in files {
      let workspace = file.workspace ?? locator.workspace(for: Self.folder(of: file))
      if groups.isEmpty || groups[place].workspace !== workspace {
        if let known = places[ObjectIdentifier(workspace)] {
          place = known
        } else {
          place = groups.count
          places[ObjectIdentifier(workspace)] = place
          groups.append((workspace, []))
        }
      }
      groups[place].files.append(file)
    }
    for (workspace, _) in groups {
      if let mistake = workspace.mistake, let path = workspace.configurationPath {
        configurationMistakes.append((FileSystem.displayPath(path), mistake))
        // Whoever names one file alone learns of the mistake all the same, where it is.
        if !files.contains(where: { $0.absolutePath == path }) { configurations += checkedConfiguration(of: workspace) }
      } else if let failure = workspace.failure {
        failures.append(failure)
      }
    }
    var checked: [CheckedFile] = []
    checked.reserveCapacity(files.count)
    looked = look(at: groups)
    // Imports cross the borders of workspaces, and each file is parsed once.
    let imports = collectImports(of: looked)
    // So do definitions of step types: what is given together belongs together.
    for workspace in looked { for look in workspace.looks { definitions.add(look.definitions) } }
    for workspace in looked { checked += check(workspace, imports) }
    // The workspaces' files stand behind each other: back to the order of the paths.
    if groups.count > 1 { checked.sort { PathText.precedes($0.file.path, $1.file.path) } }
    failures += checked.compactMap { $0.file.failure }
    for file in checked where file.kind == .other && file.file.origin != .found {
      failures.append("\(file.file.path): not a workflow file: it says neither `schema: wflint/v1` nor what else it is")
    }
    checked.removeAll { $0.kind == .other }
    failures += scripts.failures
    notes += scripts.notes
    if checked.isEmpty, failures.isEmpty {
      notes.append("no workflow files found in \(paths.isEmpty ? "this folder" : paths.joined(separator: ", "))")
    }
    if !configurations.isEmpty {
      checked = (checked + configurations).sorted { PathText.precedes($0.file.path, $1.file.path) }
    }
    return Outcome(
      files: checked, failures: failures, configurationMistakes: configurationMistakes, notes: notes)
  }

  /// A workspace's configuration as a file that nobody asked for.
  private func checkedConfiguration(of workspace: Workspace) -> [CheckedFile] {
    guard let document = workspace.configurationDocument else { return [] }
    let file = InputFile(
      path: document.path, absolutePath: workspace.configurationPath, origin: .lookedUp,
      input: DecodedInput(source: document.text, encoding: .utf8, problems: []))
    return [
      CheckedFile(
        file, kind: document.kind, diagnostics: analyze(document, in: WorkspaceSnapshot()).diagnostics, workspace: nil)
    ]
  }

  /// The folder that decides of a file's workspace.
  private static func folder(of file: InputFile) -> String {
    file.absolutePath.map { FileSystem.parent(of: $0) } ?? FileSystem.currentDirectory
  }

  /// What looking at a file by itself gave. A class: thousands are handed from thread to thread and list to list.
  private final class FirstLook: Sendable {
    let checked: CheckedFile
    let summaries: [WorkflowSummary]
    /// Its scripts, where tools are asked about them.
    let scripts: [EmbeddedScript]
    /// The step types that it defines.
    let definitions: StepDefinitions
    /// The parsed document, kept where it is certain that other files have a say.
    let document: ParsedDocument?

    init(
      _ checked: CheckedFile, summaries: [WorkflowSummary] = [], scripts: [EmbeddedScript] = [],
      definitions: StepDefinitions = StepDefinitions(), document: ParsedDocument? = nil
    ) {
      self.checked = checked
      self.summaries = summaries
      self.scripts = scripts
      self.definitions = definitions
      self.document = document
    }
  }

  /// A workspace before its files are looked at.
  private final class Surroundings: Sendable {
    let workspace: Workspace
    /// Whether the files stand alone: text from standard input that has no name.
    let isAlone: Bool
    /// The workspace without what other files say.
    let alone: CheckedWorkspace

    init(_ workspace: Workspace, isAlone: Bool) {
      let prefix = FileSystem.displayPath(workspace.root)
      self.workspace = workspace
      self.isAlone = isAlone
      alone = CheckedWorkspace(
        WorkspaceSnapshot(
          configuration: workspace.configuration, root: prefix == "." || prefix.isEmpty ? "" : prefix + "/",
          subfolder: CheckSession.subfolder(of: workspace.root), moment: SystemMoment.now()))
    }
  }

  /// A workspace's files, each looked at by itself.
  private struct LookedWorkspace {
    var surroundings: Surroundings
    var looks: [FirstLook]
  }

  /// Looks at the files of all workspaces at once: many workspaces have few files each.
  private func look(at groups: [(workspace: Workspace, files: [InputFile])]) -> [LookedWorkspace] {
    let surroundings = groups.map { workspace, files in
      Surroundings(workspace, isAlone: files.allSatisfy { $0.absolutePath == nil })
    }
    let work = zip(surroundings, groups).flatMap { surroundings, group in group.files.map { (surroundings, $0) } }
    let looks = Parallel.map(work, jobs: jobs) { [self] surroundings, file in
      look(at: file.loaded(), in: surroundings)
    }
    var start = 0
    return zip(surroundings, groups).map { surroundings, group in
      defer { start += group.files.count }
      return LookedWorkspace(
        surroundings: surroundings, looks: Array(looks[start..<start + group.files.count]))
    }
  }

  /// Checks a workspace's files; the result is in their order.
  private func check(_ looked: LookedWorkspace, _ imports: ImportedFiles) -> [CheckedFile] {
    let looks = looked.looks
    let workspace = looked.surroundings.workspace
    let alone = looked.surroundings.alone
    let isAlone = looked.surroundings.isAlone
    var summaries = looks.flatMap { $0.summaries }
    let targets = targets(of: looks.compactMap { $0.document }, given: looks, in: workspace)
    summaries += targets
    summaries += lookedUp(for: summaries, given: looks, targets, in: workspace)
    let summary = WorkspaceSummary(summaries)
    let scriptProblems = scripts.problems(
      in: looks.map { ($0.checked.file.path, $0.scripts) }, of: alone.snapshot)
    let definitions = definitions(for: workspace)
    let open = looks.indices.filter { index in
      looks[index].document != nil || !scriptProblems[index].isEmpty
        || definitions.mayCount(in: looks[index].checked.kind)
        || !isAlone && summary.hasNeighbours(looks[index].summaries)
    }
    var checked = looks.map { $0.checked }
    guard !open.isEmpty else { return checked }

    let documents = Parallel.map(open, jobs: jobs) { [self] index in
      (looks[index].document ?? parse(looks[index].checked.file, in: alone))?.lowered(
        with: definitions, stepTypes: alone.snapshot.configuration.stepTypes)
    }
    var snapshot = alone.snapshot
    snapshot.summary = isAlone ? nil : summary
    snapshot.imports = imports
    snapshot.stepDefinitions = definitions
    let whole = CheckedWorkspace(snapshot)
    let progress = progress
    let analyzed = Parallel.map(Array(zip(open, documents)), jobs: jobs) { index, document -> [Diagnostic] in
      defer { if looks[index].document != nil { progress.advance() } }
      guard let document else { return [] }
      return analyze(document, in: whole.snapshot, scriptProblems: scriptProblems[index]).diagnostics
    }
    for (index, diagnostics) in zip(open, analyzed) {
      checked[index] = CheckedFile(
        checked[index].file, kind: checked[index].kind, diagnostics: diagnostics, workspace: whole)
    }
    return checked
  }

  /// The step types that files define: those of the workspace's folders and those that were given.
  private func definitions(for workspace: Workspace) -> StepDefinitions {
    var result = StepDefinitionSearch.definitions(of: workspace)
    result.add(definitions)
    return result
  }

  /// Reads what a file says, and what is wrong with it as far as no other file matters.
  private func look(at file: InputFile, in surroundings: Surroundings) -> FirstLook {
    let alone = surroundings.alone
    guard let document = parse(file, in: alone) else {
      progress.advance()
      return FirstLook(CheckedFile(file, kind: nil, diagnostics: [], workspace: nil))
    }
    let summaries = document.summaries()
    let isFinal =
      !ImportCollector.wantsFiles(document) && document.kind != .scenario
      && (surroundings.isAlone || summaries.allSatisfy { $0.links.isEmpty })
    var diagnostics: [Diagnostic] = []
    if isFinal {
      var snapshot = alone.snapshot
      snapshot.summary = surroundings.isAlone ? nil : WorkspaceSummary(summaries)
      diagnostics = analyze(document, in: snapshot).diagnostics
      progress.advance()
    }
    return FirstLook(
      CheckedFile(file, kind: document.kind, diagnostics: diagnostics, workspace: alone), summaries: summaries,
      scripts: scripts.isAsking ? document.embeddedScripts : [],
      definitions: StepDefinitions(of: document), document: isFinal ? nil : document)
  }

  private func parse(_ file: InputFile, in workspace: CheckedWorkspace) -> ParsedDocument? {
    file.input.map {
      ParsedDocument(
        path: file.path, text: $0.source, stepTypes: workspace.snapshot.configuration.stepTypes, dialect: dialect,
        inputProblems: $0.problems)
    }
  }

  /// The current folder as seen from a workspace above it; empty for one that is no folder above.
  private static func subfolder(of root: String) -> String {
    let prefix = root == "/" ? "/" : root + "/"
    guard FileSystem.currentDirectory.hasPrefix(prefix) else { return "" }
    return (String(FileSystem.currentDirectory.utf8.dropFirst(prefix.utf8.count)) ?? FileSystem.currentDirectory) + "/"
  }

  /// What the given documents import; given ones are not parsed again.
  private func collectImports(of looked: [LookedWorkspace]) -> ImportedFiles {
    let given = looked.map { workspace in
      (
        workspace.surroundings.alone.snapshot.importFolders,
        workspace.looks.compactMap { $0.document }.filter(ImportCollector.wantsFiles)
      )
    }
    let all = given.flatMap(\.1)
    guard !all.isEmpty else { return ImportedFiles() }
    let known = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var collector = ImportCollector(
      read: { path in
        if let document = known[path] { return document }
        guard case .success(let bytes) = FileSystem.contents(of: path) else { return nil }
        let input = InputDecoding.decode(bytes)
        return ParsedDocument(path: path, text: input.source, dialect: "cloudify", inputProblems: input.problems)
      },
      isPresent: { FileSystem.isFile($0) })
    for (folders, documents) in given {
      for document in documents { collector.collect(document, folders: folders) }
    }
    collector.noteRoles()
    return collector.files
  }

  /// The workflows that scenario files name and that were not given.
  private func targets(
    of documents: [ParsedDocument], given looks: [FirstLook], in workspace: Workspace
  ) -> [WorkflowSummary] {
    let wanted = documents.flatMap(scenarioTargets)
    guard !wanted.isEmpty else { return [] }
    var seen = Set(looks.compactMap { $0.checked.file.absolutePath })
    var result: [WorkflowSummary] = []
    for target in wanted {
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
    for summaries: [WorkflowSummary], given looks: [FirstLook], _ targets: [WorkflowSummary], in workspace: Workspace
  ) -> [WorkflowSummary] {
    guard summaries.contains(where: { !$0.links.isEmpty }) else { return [] }
    let known = Set(summaries.map { $0.name })
    guard summaries.contains(where: { $0.links.contains { !known.contains($0.workflow) } }) else { return [] }
    let paths = Set(
      looks.compactMap { $0.checked.file.absolutePath } + targets.map { FileSystem.absolutePath($0.path) })
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
