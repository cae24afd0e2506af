// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Checks the conditions of a scenario file, `check`, as those of workflows are: against the workflow that it runs, where
/// that is known, and else against any.
struct ScenarioChecks {
  private let parsed: ParsedDocument
  private let workspace: WorkspaceSnapshot
  private let own: [WorkflowSummary]
  private let schema: DialectSchema

  init?(_ parsed: ParsedDocument, _ workspace: WorkspaceSnapshot) {
    guard let native = DialectCatalog.named("native") else { return nil }
    self.parsed = parsed
    self.workspace = workspace
    let targets = scenarioTargets(in: parsed)
    let found = targets.map { workspace.summary?.workflows(at: $0.path) ?? [] }
    // Where one of the files is not known, any of its steps may be meant.
    own = found.contains(where: \.isEmpty) ? [] : found.flatMap(\.self)
    var schema = native.schema
    let types = workspace.configuration.stepTypes.filter { schema.stepType($0.name) == nil }
    if !types.isEmpty { schema = schema.with(stepTypes: schema.stepTypes + types) }
    self.schema = schema
  }

  /// Complexity: O(conditions), and O(steps) for each scenario that has some.
  func check(_ contexts: [WorkflowContext], _ table: RuleTable, _ report: inout Report) {
    for (document, context) in zip(parsed.tree.documents, contexts) {
      for scenario in document.root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
        guard let scenario = scenario.resolved, let node = checks(of: scenario) else { continue }
        let nodes = node.kind == .sequence ? node.items.compactMap(\.resolved) : [node]
        guard !nodes.isEmpty else { continue }
        let environment = environment(of: scenario, in: document.root)
        for node in nodes where node.kind == .scalar && !node.isNull {
          check(node, environment, context, table, &report)
        }
      }
    }
  }

  private func checks(of scenario: YAMLNode) -> YAMLNode? {
    scenario.mergedEntry("expect")?.value.resolved?.mergedEntry("check")?.value.resolved
  }

  private func check(
    _ node: YAMLNode, _ environment: TypeEnvironment, _ context: WorkflowContext, _ table: RuleTable,
    _ report: inout Report
  ) {
    let site = ExpressionSite(
      text: node.text, parsed: ParsedExpression(parsing: node.text), range: node.contentRange, syntax: node.reference,
      decodedStart: 0, role: .scenarioCheck, owner: .workflow, field: "check")
    let expression = CheckedExpression(site, in: environment, node)
    for (rule, number) in RuleCatalog.rules(of: expression)
    where table.isOn(number) && rule.speaksOfScenarios && report.goesOn() {
      report.resume(number)
      rule.check(expression, context, &report)
    }
  }

  /// What a scenario's conditions may read: of the one workflow that it can run.
  private func environment(of scenario: YAMLNode, in root: YAMLNode) -> TypeEnvironment {
    let name = scenario.mergedEntry("workflow")?.value.locatedText?.value
    let meant = own.filter { name == nil || $0.name == name }
    // Runs that come over time may be other workflows'.
    let isOne = meant.count == 1 && scenario.mergedEntry("arrivals") == nil && parsed.tree.documents.count == 1
    let workflow = isOne ? meant.first.flatMap { ScenarioConditions.outline(of: $0) } : nil
    return ScenarioConditions.environment(
      of: workflow, schema: schema, directory: workspace.configuration.directory, workspace: workspace.summary,
      mocked: mocked(root).merging(mocked(scenario)) { $0.union($1) })
  }

  /// The outputs that mocks give steps, by the step's id.
  private func mocked(_ holder: YAMLNode) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    for mock in holder.mergedEntry("mocks")?.value.resolved?.mergedEntries ?? [] {
      guard let body = mock.value.resolved else { continue }
      let tries = body.mergedEntry("attempts")?.value.resolved?.items.compactMap(\.resolved) ?? []
      for part in [body] + tries {
        let outputs = part.mergedEntry("outputs")?.value.resolved?.mergedEntries ?? []
        result[ScenarioCalls.id(ofInstance: mock.key.text), default: []].formUnion(outputs.map(\.key.text))
      }
    }
    return result
  }
}
