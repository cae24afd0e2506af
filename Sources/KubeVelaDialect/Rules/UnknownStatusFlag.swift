// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions on words that a step's status does not have.
package enum UnknownStatusFlag: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV107", "unknown-status-flag", .kubeVela, .error, fix: .safe,
    summary: "A condition reads a word that a step's status does not have.",
    rationale: "The condition is an error, so the step is skipped without an alarm, and the workflow succeeds.",
    bad: [
      Example.run([
        "{name: a, type: suspend}", "{name: b, type: suspend, if: status.a.«succecceed»}",
      ]),
      Example.run(["{name: a, type: suspend}", "{name: b, type: suspend, if: status.a.«error»}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend}", "{name: b, type: suspend, if: status.a.succeeded}"]),
      Example.run(["{name: a, type: suspend}", "{name: b, type: suspend, if: status.a.phase == \"failed\"}"]),
    ])

  /// Reports each unknown word behind a step's name.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    let known = ConditionWords.members.map(\.name)
    let usual = (ConditionWords.flags + ConditionWords.texts).map(\.name)
    for step in document.steps {
      guard let condition = StepCondition(step, in: document), condition.expression.root != nil else { continue }
      for index in condition.expression.chains {
        let path = condition.expression.fixedStart(index)
        guard path.count >= 3, path[0].name == "status", !known.contains(path[2].name),
          document.step(named: path[1].name) != nil
        else { continue }
        let near = NearestName.of(path[2].name, among: usual)
        report.add(
          condition.range(path[2].range),
          "a step's status has no `\(path[2].name)`: the step is skipped without an alarm"
            + (near.map { "; did you mean `\($0)`?" } ?? ""),
          help: near == nil ? "It has \(usual.joined(separator: ", "))." : nil,
          fixes: near.map {
            [Fix("replace with `\($0)`", edits: condition.replacing(path[2].range, with: $0))]
          } ?? [])
      }
    }
  }
}
