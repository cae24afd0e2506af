// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Expression
package import SourceText
import WorkflowModel
import YAMLSyntax

/// A place of a scenario file where an input of its workflow, or an output of one of its steps, is named.
package struct ScenarioMember: Hashable, Sendable {
  /// What is named.
  package enum Kind: Hashable, Sendable {
    /// An input of the workflow.
    case input
    /// An output of a step, by the step's id.
    case output(step: String)
    /// An output of the workflow itself.
    case result
  }

  /// What is named.
  package var kind: Kind
  /// Its name.
  package var name: String
  /// The name's own text, without quotes; half-open byte offsets.
  package var range: TextRange
  /// The name of the workflow that the scenario runs; nil where the file does not say which.
  package var workflow: String?
  /// The ids of the calls, outermost first, whose workflow has the step; empty for a step of the workflow itself.
  package var calls: [String] = []

  /// Whether a workflow of this name may be meant.
  func isOf(_ other: String?) -> Bool { workflow == nil || other == nil || workflow == other }
}

/// Every place of a scenario file where an input or an output is named, in document order. Complexity: O(nodes).
package func scenarioMembers(in parsed: ParsedDocument) -> [ScenarioMember] {
  guard parsed.kind == .scenario else { return [] }
  var collector = MemberCollector()
  for document in parsed.tree.documents where document.root.kind == .mapping {
    let root = document.root
    collector.workflow = nil
    collector.outputs(ofSteps: root.mergedEntry("mocks")?.value)
    for scenario in root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
      guard let scenario = scenario.resolved, scenario.kind == .mapping else { continue }
      collector.workflow = scenario.mergedEntry("workflow")?.value.locatedText?.value
      collector.scenario(scenario)
    }
  }
  var seen: Set<TextRange> = []
  return collector.result.filter { seen.insert($0.range).inserted }.sorted { $0.range < $1.range }
}

private struct MemberCollector {
  var result: [ScenarioMember] = []
  var workflow: String?

  private mutating func add(_ kind: ScenarioMember.Kind, _ node: YAMLNode, calls: [String] = []) {
    guard node.kind == .scalar, !node.text.isEmpty else { return }
    result.append(
      ScenarioMember(kind: kind, name: node.text, range: node.contentRange, workflow: workflow, calls: calls))
  }

  mutating func scenario(_ node: YAMLNode) {
    inputs(node.mergedEntry("trigger")?.value)
    let own = workflow
    for arrival in node.mergedEntry("arrivals")?.value.resolved?.items ?? [] {
      guard let arrival = arrival.resolved else { continue }
      workflow = arrival.mergedEntry("workflow")?.value.locatedText?.value ?? own
      inputs(arrival.mergedEntry("trigger")?.value)
    }
    workflow = own
    outputs(ofSteps: node.mergedEntry("mocks")?.value)
    guard let expect = node.mergedEntry("expect")?.value.resolved else { return }
    outputs(ofSteps: expect.mergedEntry("steps")?.value)
    guard let checks = expect.mergedEntry("check")?.value.resolved else { return }
    for check in checks.kind == .sequence ? checks.items.compactMap(\.resolved) : [checks] { condition(check) }
  }

  private mutating func inputs(_ trigger: YAMLNode?) {
    guard let inputs = trigger?.resolved?.mergedEntry("inputs")?.value.resolved else { return }
    for entry in inputs.entries where !entry.key.textEquals("<<") { add(.input, entry.key) }
  }

  /// The outputs of mocks or expectations, those of single tries and of called workflows' mocks included.
  mutating func outputs(ofSteps written: YAMLNode?, calls: [String] = []) {
    guard let mapping = written?.resolved, calls.count < ScenarioCalls.maximumDepth else { return }
    for step in mapping.entries where step.key.kind == .scalar && !step.key.textEquals("<<") {
      let id = ScenarioCalls.id(ofInstance: step.key.text)
      outputs(ofSteps: step.value.resolved?.mergedEntry("mocks")?.value, calls: calls + [id])
      guard let body = step.value.resolved, body.kind == .mapping else { continue }
      let tries = body.mergedEntry("attempts")?.value.resolved?.items.compactMap(\.resolved) ?? []
      for part in [body] + tries {
        guard let outputs = part.mergedEntry("outputs")?.value.resolved else { continue }
        for entry in outputs.entries where !entry.key.textEquals("<<") {
          add(.output(step: id), entry.key, calls: calls)
        }
      }
    }
  }

  /// `run.inputs.a`, `run.outputs.a` and `steps.b.outputs.c` of a CEL condition.
  private mutating func condition(_ node: YAMLNode) {
    guard node.kind == .scalar else { return }
    for path in ParsedExpression(parsing: node.text).paths {
      let kind: ScenarioMember.Kind
      let component: Expression.PathComponent
      if path.count > 2, path[0].name == "run", path[1].name == "inputs" || path[1].name == "outputs" {
        kind = path[1].name == "inputs" ? .input : .result
        component = path[2]
      } else if path.count > 3, path[0].name == "steps", path[2].name == "outputs" {
        kind = .output(step: ScenarioCalls.id(ofInstance: path[1].name))
        component = path[3]
      } else {
        continue
      }
      var inner = component.range
      if component.style == .key, inner.count > 1 { inner = TextRange(inner.start + 1, inner.end - 1) }
      result.append(
        ScenarioMember(
          kind: kind, name: component.name, range: node.sourceRange(ofDecoded: inner), workflow: workflow))
    }
  }
}
