// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions on steps and inputs that cannot be there.
package enum UnsetConditionValue: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV108", "unset-condition-value", .kubeVela, .error, fix: .safe,
    summary: "A condition reads the status of a step that has not run, or an input that the step does not declare.",
    rationale: "The condition is an error, so the step is skipped without an alarm, and the workflow succeeds.",
    bad: [
      Example.run(["{name: build, type: suspend}", "{name: b, type: suspend, if: status.«biuld».failed}"]),
      Example.run(["{name: a, type: suspend, if: status.«b».failed}", "{name: b, type: suspend}"]),
      Example.run(["{name: a, type: suspend, if: inputs.«ready» == 0}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend}", "{name: b, type: suspend, if: status.a.failed}"]),
      Example.run(["{name: a, type: suspend, inputs: [{from: context.name}], if: 'inputs[\"context.name\"] == \"x\"'}"]
      ),
    ])

  /// Reports each name that cannot have a value.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let condition = StepCondition(step, in: document), condition.expression.root != nil else { continue }
      for index in condition.expression.chains {
        let path = condition.expression.fixedStart(index)
        guard path.count >= 2, !isFollowedByDash(path[1].range, condition) else { continue }
        if path[0].name == "status" {
          checkStep(path[1], condition, document, &report)
        } else if path[0].name == "inputs" {
          checkInput(path[1], condition, document, &report)
        }
      }
    }
  }

  private static func isFollowedByDash(_ range: TextRange, _ condition: StepCondition) -> Bool {
    let bytes = Array(condition.text.utf8)
    return range.end < bytes.count && bytes[range.end] == UInt8(ascii: "-")
  }

  private static func checkStep(
    _ name: (name: String, range: TextRange), _ condition: StepCondition, _ document: KubeVelaDocument,
    _ report: inout Report
  ) {
    guard let target = document.step(document.step(named: name.name)) else {
      guard !document.hasUnknownAliases else { return }
      let near = NearestName.of(name.name, among: document.steps.map(\.name).filter { $0 != condition.step.name })
      return report.add(
        place(name, condition),
        "no step is called `\(name.name)`: the step is skipped without an alarm"
          + (near.map { "; did you mean `\($0)`?" } ?? ""),
        fixes: near.flatMap { fix(name, $0, condition) }.map { [$0] } ?? [])
    }
    guard document.kind != .workflow else { return }
    if target.index == condition.step.index {
      report.add(place(name, condition), "`\(name.name)` is this step, which has no status before it runs")
    } else if document.isOrdered(condition.step, before: target) {
      report.add(
        place(name, condition),
        "`\(name.name)` comes after this step and has no status yet: the step is skipped without an alarm")
    }
  }

  private static func checkInput(
    _ name: (name: String, range: TextRange), _ condition: StepCondition, _ document: KubeVelaDocument,
    _ report: inout Report
  ) {
    let inputs = condition.step.inputs.map(\.from.value)
    // A component's inputs join those of the step that delivers it.
    guard !inputs.contains(name.name), condition.step.type?.value != "apply-component" else { return }
    let near = NearestName.of(name.name, among: inputs)
    report.add(
      place(name, condition),
      "the step declares no input from `\(name.name)`: it is skipped without an alarm"
        + (near.map { "; did you mean `\($0)`?" } ?? ""),
      help: near == nil ? "Add `- from: \(name.name)` to the step's `inputs`." : nil,
      fixes: near.flatMap { fix(name, $0, condition) }.map { [$0] } ?? [])
  }

  /// The name without the quotes that it may have.
  private static func place(_ name: (name: String, range: TextRange), _ condition: StepCondition) -> TextRange {
    condition.range(inner(name))
  }

  private static func inner(_ name: (name: String, range: TextRange)) -> TextRange {
    let isQuoted = name.range.end - name.range.start == name.name.utf8.count + 2
    return isQuoted ? TextRange(name.range.start + 1, name.range.end - 1) : name.range
  }

  private static func fix(
    _ name: (name: String, range: TextRange), _ near: String, _ condition: StepCondition
  ) -> Fix? {
    let range = inner(name)
    guard range != name.range || StepCondition.isIdentifier(near) else { return nil }
    return Fix("replace with `\(near)`", edits: condition.replacing(range, with: near))
  }
}
