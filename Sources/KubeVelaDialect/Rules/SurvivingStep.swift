// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that run in spite of a failure before them, only because they depend on something else.
package enum SurvivingStep: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV127", "surviving-step", .kubeVela, .hint,
    summary: "`dependsOn` makes a step run although the step right before it has failed.",
    rationale:
      "In the mode `StepByStep` a step is skipped when an earlier one has failed; one with `dependsOn` looks at its dependencies alone.",
    bad: [
      Example.run([
        "{name: a, type: suspend}", "{name: b, type: suspend}", "{name: c, type: suspend, dependsOn: [«a»]}",
      ]),
      Example.application([
        "{name: a, type: deploy}", "{name: b, type: suspend}", "{name: c, type: deploy, dependsOn: [«a»]}",
      ]),
    ],
    good: [
      Example.run([
        "{name: a, type: suspend}", "{name: b, type: suspend}", "{name: c, type: suspend, dependsOn: [b]}",
      ]),
      Example.run(
        ["{name: a, type: suspend}", "{name: b, type: suspend}", "{name: c, type: suspend, dependsOn: [a]}"],
        mode: "{steps: DAG}"),
    ])

  /// Reports the dependencies of a step that does not depend on the one before it.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    guard document.isSequential, document.kind != .workflow else { return }
    for (place, index) in document.topSteps.enumerated() where place > 0 {
      guard let step = document.step(index), let before = document.step(document.topSteps[place - 1]),
        step.condition == nil, let first = step.dependsOn.first
      else { continue }
      let targets = step.dependsOn.compactMap { document.step(named: $0.value) }
      guard targets.count == step.dependsOn.count,
        targets.allSatisfy({ target in
          document.step(target).map { document.isOrdered($0, before: before) } ?? false
        }), !reaches(before.index, from: targets, document)
      else { continue }
      report.add(
        first.range,
        "the step runs although `\(before.name)` right before it has failed: it depends on `\(first.value)` alone",
        help: "Take `dependsOn` away, or depend on `\(before.name)` too.")
    }
  }

  private static func reaches(_ goal: Int, from starts: [Int], _ document: KubeVelaDocument) -> Bool {
    var open = starts
    var seen: Set<Int> = []
    while let index = open.popLast() {
      if index == goal { return true }
      guard seen.insert(index).inserted, let step = document.step(index) else { continue }
      open += step.dependsOn.compactMap { document.step(named: $0.value) }
    }
    return false
  }
}
