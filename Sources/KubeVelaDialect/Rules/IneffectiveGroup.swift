// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports groups and keys of groups that do nothing.
package enum IneffectiveGroup: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV121", "ineffective-group", .kubeVela, .warning,
    summary: "`subSteps` or `mode` stands on a step that is no group, or a group has no steps that run.",
    rationale: "Only a `step-group` runs `subSteps`, and only outside other groups; an empty one succeeds at once.",
    bad: [
      Example.run(["{name: a, type: suspend, «subSteps»: [{name: b, type: suspend}]}"]),
      Example.run(["{name: a, type: «step-group»}"]),
      Example.run(["{name: a, type: step-group, subSteps: [{name: b, type: «step-group»}]}"]),
    ],
    good: [
      Example.run(["{name: a, type: step-group, subSteps: [{name: b, type: suspend}]}"]),
      Example.run(["{name: a, type: suspend}"]),
    ])

  /// Reports what has no effect.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let type = step.type else { continue }
      if step.parent != nil {
        if step.isGroup {
          report.add(type.range, "a group inside a group runs nothing and succeeds at once")
        } else if let key = (step.subSteps ?? step.mode)?.key {
          report.add(key.range, "a step inside a group takes no `\(key.text)`")
        }
      } else if step.isGroup {
        if step.children.isEmpty { report.add(type.range, "a group without `subSteps` succeeds at once") }
      } else if let key = step.subSteps?.key {
        report.add(
          key.range, "a \(type.value) step does not run its `subSteps`", help: "Only a step of type `step-group` does.")
      } else if let mode = step.mode, mode.value.locatedText?.value.isEmpty == false {
        report.add(mode.key.range, "`mode` has no effect on a \(type.value) step")
      }
    }
  }
}
