// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports modes that the engine does not know.
package enum UnknownMode: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV120", "unknown-mode", .kubeVela, .warning, fix: .safe,
    summary: "A mode is neither `DAG` nor `StepByStep`.",
    rationale: "Any word is accepted: for steps it means `StepByStep`, for sub-steps `DAG`, whatever was meant.",
    bad: [
      Example.run(["{name: a, type: suspend}"], mode: "{steps: «dag»}"),
      Example.run(["{name: a, type: step-group, mode: «Sequential», subSteps: [{name: b, type: suspend}]}"]),
    ],
    good: [
      Example.run(["{name: a, type: suspend}"], mode: "{steps: DAG, subSteps: StepByStep}"),
      Example.run(["{name: a, type: step-group, mode: StepByStep, subSteps: [{name: b, type: suspend}]}"]),
    ])

  /// Reports each unknown word.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    check(document.mode?.mergedEntry("steps")?.value.locatedText, "StepByStep", &report)
    check(document.mode?.mergedEntry("subSteps")?.value.locatedText, "DAG", &report)
    for step in document.steps where step.isGroup && step.parent == nil {
      check(step.mode?.value.locatedText, "DAG", &report)
    }
  }

  private static func check(_ word: Located<String>?, _ effect: String, _ report: inout Report) {
    guard let word, !DocumentRows.modeWords.contains(word.value), !word.value.isEmpty else { return }
    let near = word.value.lowercased() == "dag" ? "DAG" : NearestName.of(word.value, among: DocumentRows.modeWords)
    report.add(
      word.range, "`\(word.value)` is no mode and means `\(effect)`" + (near.map { "; did you mean `\($0)`?" } ?? ""),
      help: near == nil ? "The modes are `DAG` and `StepByStep`." : nil,
      fixes: near.map { [Fix("write `\($0)`", edits: [TextEdit(word.range, $0)])] } ?? [])
  }
}
