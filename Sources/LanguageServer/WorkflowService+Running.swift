// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Diagnostics
import Analysis
package import EditorFeatures
package import SourceText
import WorkflowModel

extension WorkflowService {
  /// What stands above lines.
  package func lenses(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [EditorLens] {
    let analyzed = prepared(document, in: workspace)
    return codeLenses(of: analyzed, linked: linked(to: analyzed.parsed, in: workspace))
  }

  /// Runs a document's scenarios, or one of them; a workflow without a scenario file, or with `isDryRun`, in a dry run.
  package func simulate(
    _ document: DocumentSnapshot, scenario: String?, isDryRun: Bool, in workspace: SessionSnapshot
  ) async -> EditorSimulation {
    let own = prepared(document, in: workspace).parsed
    let linked = linked(to: own, in: workspace)
    let directory = surroundings(of: own.path, in: workspace).configuration.directory
    func run(_ files: [ParsedDocument], _ scenarios: ParsedDocument?) -> EditorSimulation {
      var files = files
      addCalled(&files, in: workspace)
      return EditorSimulation(
        of: files, scenarios: scenarios, named: scenario, directory: directory,
        imports: imports(of: files, in: workspace))
    }
    if own.kind == .scenario { return run(linked.workflows, own) }
    if isDryRun || linked.scenarios.isEmpty { return run([own], nil) }
    // All scenario files that run the workflow, each with the other workflows that it names.
    return EditorSimulation(
      joining: linked.scenarios.map { scenarios in
        let all = self.linked(to: scenarios, in: workspace).workflows
        let files = all.contains { $0.path == own.path } ? all : [own]
        return (PathWords.name(of: scenarios.path), run(files, scenarios))
      })
  }

  /// What the files import that are deployed with their imports, by path: open documents as they are, others from the
  /// disk. Nothing else of the workspace is there, whose severities are no matter of what can run.
  func imports(
    of files: [ParsedDocument], in session: SessionSnapshot
  ) -> [String: Analysis.WorkspaceSnapshot] {
    let deployed = files.filter(\.isDeployed)
    guard !deployed.isEmpty else { return [:] }
    let open = session.sortedDocuments.compactMap { document in
      document.uri.path.map { parsed(document, in: surroundings(of: $0, in: session)) }
    }
    var result: [String: Analysis.WorkspaceSnapshot] = [:]
    for file in deployed {
      let surroundings = surroundings(of: file.path, in: session)
      var configuration = Configuration()
      configuration.importFolders = surroundings.configuration.importFolders
      var snapshot = Analysis.WorkspaceSnapshot(configuration: configuration, root: surroundings.root)
      collectImports(of: file, open: open, into: &snapshot)
      result[file.path] = snapshot
    }
    return result
  }

  /// Adds the files of workflows that are called, however deep.
  private func addCalled(_ files: inout [ParsedDocument], in session: SessionSnapshot) {
    let known = summaries(of: session)
    var position = 0
    while position < files.count, files.count < 64 {
      let names = files[position].summaries().flatMap(\.links).filter { $0.kind == .call }.map(\.workflow)
      for name in names {
        let isThere = files.contains { $0.models.contains { $0.name?.value == name } }
        guard !isThere else { continue }
        let open = session.sortedDocuments.lazy.compactMap { $0.uri.path }.compactMap {
          self.parsedFile($0, in: session)
        }.first { $0.models.contains { $0.name?.value == name } }
        let file = open ?? known.first { $0.name == name }.flatMap { parsedFile($0.path, in: session) }
        if let file { files.append(file) }
      }
      position += 1
    }
  }

  /// A picture of a document's first workflow, or of the one of a name; nil where there is none, or none with steps of
  /// its own.
  package func graph(
    of document: DocumentSnapshot, workflow: String?, format: GraphFormat, in workspace: SessionSnapshot
  ) async -> String? {
    let analyzed = prepared(document, in: workspace)
    guard analyzed.parsed.holdsSteps else { return nil }
    let workflows = analyzed.models
    guard let chosen = workflow.map({ name in workflows.first { $0.name?.value == name } }) ?? workflows.first else {
      return nil
    }
    let graph = StepGraph(chosen)
    return switch format {
    case .svg: GraphPicture(graph).svg
    case .html: GraphPicture(graph).html
    case .mermaid: graph.mermaid
    case .dot: graph.dot
    }
  }

  /// What is proved and refuted of a workflow, or of what a scenario file asks to prove; nil where no workflow has steps.
  package func verification(
    of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> EditorVerification? {
    let own = prepared(document, in: workspace).parsed
    var files = own.kind == .scenario ? linked(to: own, in: workspace).workflows : [own]
    guard files.contains(where: \.holdsSteps) else { return nil }
    let count = files.count
    addCalled(&files, in: workspace)
    return EditorVerification(
      of: files, own: count, scenarios: own.kind == .scenario ? own : nil,
      directory: surroundings(of: own.path, in: workspace).configuration.directory)
  }

  /// A rule's page in Markdown, by its code or name; nil for an unknown one.
  package func explanation(of rule: String) -> (code: String, markdown: String)? {
    guard let code = RuleDocumentation.code(of: rule), let page = RuleDocumentation.page(of: code) else { return nil }
    return (code, page)
  }

  /// The edits that follow a line break that was typed before a byte offset.
  package func typingEdits(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [TextEdit] { EditorFeatures.typingEdits(in: prepared(document, in: workspace), at: offset) }

  /// More about a note, as Markdown.
  package func tooltip(
    of note: InlineNote, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> String? { EditorFeatures.tooltip(of: note, in: prepared(document, in: workspace)) }

  /// What can be done at a selection, besides the fixes of findings.
  package func actions(
    for range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [EditorAction] {
    let analyzed = analyzed(document, in: workspace)
    let hasScenario = !linked(to: analyzed.parsed, in: workspace).scenarios.isEmpty
    return editorActions(in: analyzed, at: range).filter { action in
      guard let file = action.newFile else { return true }
      return !hasScenario && contents(of: file.path) == nil
    }
  }

  /// What mends everything that has a safe fix, in one go: the same text as `wflint check --fix` leaves.
  package func fixAll(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextEdit] {
    let (snapshot, analyzed) = fixing(document, in: workspace)
    guard analyzed.diagnostics.contains(where: { $0.fixes.contains { $0.applicability == .safe } }) else { return [] }
    let parsed = analyzed.parsed
    let stepTypes = snapshot.configuration.stepTypes
    let definitions = snapshot.stepDefinitions
    let outcome = applyFixes(to: parsed, in: snapshot, including: [.safe]) { text in
      ParsedDocument(path: parsed.path, text: text, stepTypes: stepTypes, stepDefinitions: definitions)
    }
    return LineEdits.between(document.text, outcome.text)
  }

  // MARK: Calls

  /// The workflow or step at a byte offset.
  package func callKnot(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> LocatedKnot? {
    let analyzed = prepared(document, in: workspace)
    if let knot = analyzed.callKnot(at: offset) { return LocatedKnot(knot, document.text) }
    guard let link = workflowDefinitions(in: analyzed, at: offset).first else { return nil }
    return knot(ofWorkflow: String(analyzed.parsed.text[link.origin]), in: workspace)
  }

  private func knot(ofWorkflow name: String, in session: SessionSnapshot) -> LocatedKnot? {
    for file in workflowFiles(in: session) {
      let document = prepare(file, in: Analysis.WorkspaceSnapshot())
      for model in document.models where model.name?.value == name {
        return document.knot(of: model).map { LocatedKnot($0, file.text) }
      }
    }
    return nil
  }

  /// The workflow files of the workspace that name others or are open.
  private func workflowFiles(in session: SessionSnapshot) -> [ParsedDocument] {
    var paths = Set(session.sortedDocuments.compactMap(\.uri.path))
    for index in indexes.withLock({ $0.values.sorted { $0.root < $1.root } }) {
      paths.formUnion(index.files.filter { $0.value.targets == nil }.keys)
    }
    return paths.sorted().lazy.compactMap { self.parsedFile($0, in: session) }.filter { !$0.workflows.isEmpty }
  }

  /// What starts a knot: of a workflow the ones that call it, and those whose end it waits for.
  package func incomingCalls(of knot: CallKnot, in workspace: SessionSnapshot) async -> [LocatedCall] {
    guard knot.kind == .workflow else { return stepCalls(of: knot, incoming: true, in: workspace) }
    let files = workflowFiles(in: workspace)
    let awaited = Set(
      files.filter { $0.path == knot.path }.flatMap { file in
        file.models.filter { $0.name?.value == knot.name }.flatMap { Self.links(of: $0, file) }
      }.filter { $0.kind == .chain && $0.workflow != knot.name }.map(\.workflow))
    return files.flatMap { file -> [LocatedCall] in
      let document = prepare(file, in: Analysis.WorkspaceSnapshot())
      return document.models.compactMap { model in
        guard let other = document.knot(of: model) else { return nil }
        var ranges = Self.links(of: model, file).filter { $0.kind == .call && $0.workflow == knot.name }.map(\.range)
        // The one that is waited for says nothing of that: its name stands for its end.
        if awaited.contains(other.name) { ranges.insert(other.nameRange, at: 0) }
        return ranges.isEmpty ? nil : LocatedCall(LocatedKnot(other, file.text), ranges, in: file.text)
      }
    }
  }

  /// What a knot starts: of a workflow the ones that it calls, and those that wait for its end.
  package func outgoingCalls(of knot: CallKnot, in workspace: SessionSnapshot) async -> [LocatedCall] {
    guard knot.kind == .workflow else { return stepCalls(of: knot, incoming: false, in: workspace) }
    guard let file = parsedFile(knot.path, in: workspace) else { return [] }
    var ranges: [String: [TextRange]] = [:]
    for model in file.models where model.name?.value == knot.name {
      for link in Self.links(of: model, file) where link.kind == .call {
        ranges[link.workflow, default: []].append(link.range)
      }
    }
    if let name = file.models.compactMap(\.name).first(where: { $0.value == knot.name }) {
      for other in workflowFiles(in: workspace) {
        for model in other.models {
          guard let waiting = model.name?.value, waiting != knot.name,
            Self.links(of: model, other).contains(where: { $0.kind == .chain && $0.workflow == knot.name })
          else { continue }
          ranges[waiting, default: []].insert(name.range, at: 0)
        }
      }
    }
    return ranges.sorted { $0.key < $1.key }.compactMap { name, places in
      self.knot(ofWorkflow: name, in: workspace).map { LocatedCall($0, places, in: file.text) }
    }
  }

  private static func links(of workflow: Workflow, _ file: ParsedDocument) -> [WorkflowSummary.Link] {
    WorkflowSummary(workflow, path: file.path, text: file.text)?.links ?? []
  }

  private func stepCalls(of knot: CallKnot, incoming: Bool, in session: SessionSnapshot) -> [LocatedCall] {
    guard let file = parsedFile(knot.path, in: session) else { return [] }
    return prepare(file, in: Analysis.WorkspaceSnapshot()).stepCalls(of: knot.name, incoming: incoming).map {
      LocatedCall(LocatedKnot($0.knot, file.text), $0.ranges, in: file.text)
    }
  }
}
