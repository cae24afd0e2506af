// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import EditorFeatures
import Expression
import ScenarioFiles
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// The workflows and scenarios that a simulation runs on, read from files.
struct SimulationInput {
  /// Why there is nothing to simulate.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The file that was asked for, for findings with ranges.
  private(set) var path: String
  /// The scenario file's text; nil where a workflow is simulated without one.
  private(set) var text: SourceText?
  /// The scenarios, as they run; a dry run where no file has any.
  private(set) var scenarios: [Scenario] = []
  /// What the scenario file asks for besides.
  private(set) var suite = ScenarioSuite()
  /// The workflows, the one that runs first.
  private(set) var plan: SimulationPlan
  /// How many of the workflows were asked for; behind them stand those that they call.
  private(set) var ownWorkflows = 0
  /// The documents of the workflows, in the same order.
  private(set) var documents: [ParsedDocument] = []

  /// Reads a workflow file or a scenario file.
  ///
  /// - Throws: `Failure`, with a sentence that names the file and what to do.
  init(
    path: String, scenarioPath: String?, scenarioName: String?, inputsPath: String? = nil
  ) throws(Failure) {
    var locator = WorkspaceLocator(configuration: nil)
    let file = scenarioPath ?? path
    self.path = FileSystem.displayPath(FileSystem.absolutePath(file))
    let first = try Self.parse(file, &locator)
    var workflowPaths = scenarioPath == nil ? [] : [path]
    if first.kind == .scenario {
      try Self.refuseErrors(of: first)
      guard let root = first.tree.documents.first?.root else { throw Failure(description: "\(file): is empty") }
      suite = ScenarioReader(root).suite
      text = first.text
      scenarios = suite.scenarios
      if workflowPaths.isEmpty { workflowPaths = try Self.workflowPaths(suite, beside: file) }
    } else if case .workflow = first.kind {
      workflowPaths = [file]
      scenarios = [Scenario()]
    } else {
      throw Failure(description: "\(file): is neither a workflow nor a scenario file")
    }
    if let scenarioName {
      scenarios = scenarios.filter { $0.name == scenarioName }
      if scenarios.isEmpty {
        let names = suite.scenarios.map(\.name)
        let known = names.isEmpty ? "" : "; there is \(names.map { "`\($0)`" }.joined(separator: ", "))"
        let hint = NearestName.of(scenarioName, among: names).map { "; did you mean `\($0)`?" } ?? known
        throw Failure(description: "\(file): no scenario is called `\(scenarioName)`\(hint)")
      }
    }
    var workflows: [(Workflow, LoweredDocument)] = []
    var directory = Directory()
    for (index, workflowPath) in workflowPaths.enumerated() {
      let document = index == 0 && workflowPath == file ? first : try Self.parse(workflowPath, &locator)
      if try Self.deploy(document, first, inputsPath, &locator, &workflows) {
        documents.append(document)
        continue
      }
      try Self.refuseErrors(of: document)
      guard !document.workflows.isEmpty else { throw Failure(description: "\(workflowPath): holds no workflow") }
      for workflow in document.workflows {
        workflows.append((workflow.lowered.workflow, workflow.lowered))
        documents.append(document)
      }
      if index == 0 {
        let folder = FileSystem.parent(of: FileSystem.absolutePath(workflowPath))
        directory = locator.workspace(for: folder).configuration.directory
      }
    }
    ownWorkflows = workflows.count
    Self.addCalled(&workflows, &documents, beside: workflowPaths.first ?? file, &locator)
    let schemas = Dictionary(
      workflows.map { ($0.0.dialect, $0.1.schema) }, uniquingKeysWith: { first, _ in first })
    plan = SimulationPlan(workflows.map(\.0), directory: directory) { step in
      let schema = schemas["native"]
      return step.type.flatMap { schema?.stepType($0.value)?.defaultDuration } ?? 1000
    }
  }

  static func parse(_ path: String, _ locator: inout WorkspaceLocator) throws(Failure) -> ParsedDocument {
    let absolute = FileSystem.absolutePath(path)
    switch FileSystem.contents(of: absolute) {
    case .failure(let error):
      throw Failure(description: FileError(error.kind, error.action, path: FileSystem.displayPath(path)).description)
    case .success(let bytes):
      let workspace = locator.workspace(for: FileSystem.parent(of: absolute))
      return ParsedDocument(
        path: FileSystem.displayPath(absolute), text: InputDecoding.decode(bytes).source,
        stepTypes: workspace.configuration.stepTypes)
    }
  }

  /// A file with mistakes does not run, here as little as in production.
  static func refuseErrors(
    of document: ParsedDocument, in workspace: WorkspaceSnapshot = WorkspaceSnapshot()
  ) throws(Failure) {
    let errors = simulationObstacles(of: document, in: workspace)
    guard let first = errors.first else { return }
    let place = document.text.position(of: first.range.start, unit: .utf32)
    throw Failure(
      description:
        "\(document.path):\(place.line + 1):\(place.column + 1): \(first.message) (\(first.code)); `wflint check` shows all \(errors.count)"
    )
  }

  private static func workflowPaths(_ suite: ScenarioSuite, beside file: String) throws(Failure) -> [String] {
    let folder = FileSystem.parent(of: FileSystem.absolutePath(file))
    var result: [String] = []
    for workflow in suite.workflows {
      let path = workflow.value.hasPrefix("/") ? workflow.value : folder + "/" + workflow.value
      if Glob.hasSpecialCharacters(workflow.value), !FileSystem.exists(path) {
        let matches = Walker().walk([path]).files.map(\.path)
        guard !matches.isEmpty else { throw Failure(description: "\(file): no file matches `\(workflow.value)`") }
        result += matches
      } else {
        result.append(path)
      }
    }
    guard !result.isEmpty else { throw Failure(description: "\(file): names no workflow to run") }
    return result
  }

  /// Adds the workflows that calls and chains name and that were not given.
  private static func addCalled(
    _ workflows: inout [(Workflow, LoweredDocument)], _ documents: inout [ParsedDocument], beside path: String,
    _ locator: inout WorkspaceLocator
  ) {
    func wanted() -> Set<String> {
      let known = Set(workflows.compactMap { $0.0.name?.value })
      let called = workflows.flatMap { workflow, _ in
        workflow.steps.compactMap { step -> String? in
          if case .call(let call) = step.action { call.workflow?.value } else { nil }
        }
      }
      return Set(called).subtracting(known)
    }
    guard !wanted().isEmpty else { return }
    let workspace = locator.workspace(for: FileSystem.parent(of: FileSystem.absolutePath(path)))
    let others = WorkflowFileSearch.files(below: workspace.root).compactMap { path -> ParsedDocument? in
      guard case .success(let bytes) = FileSystem.contents(of: path) else { return nil }
      return ParsedDocument(
        path: FileSystem.displayPath(path), text: InputDecoding.decode(bytes).source,
        stepTypes: workspace.configuration.stepTypes)
    }
    var rest = wanted()
    while let name = rest.popFirst() {
      for document in others {
        guard let workflow = document.workflows.first(where: { $0.lowered.workflow.name?.value == name }) else {
          continue
        }
        workflows.append((workflow.lowered.workflow, workflow.lowered))
        documents.append(document)
        rest.formUnion(wanted())
        break
      }
    }
  }
}

extension SimulationInput {
  /// Has every scenario execute a workflow, with parameters that win over the scenario's own.
  mutating func setExecution(_ workflow: String?, _ parameters: [(name: String, value: CELValue)]) {
    for place in scenarios.indices {
      if let workflow { scenarios[place].workflow = workflow }
      let names = Set(parameters.map(\.name))
      scenarios[place].execution.parameters.removeAll { names.contains($0.name) }
      scenarios[place].execution.parameters += parameters
    }
  }

  /// A place of the scenario file for messages: `path:line:column`; the path alone without one.
  func place(_ range: TextRange?) -> String {
    guard let range, let text else { return path }
    let position = text.position(of: range.start, unit: .utf32)
    return "\(path):\(position.line + 1):\(position.column + 1)"
  }
}
