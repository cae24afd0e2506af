// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
package import WorkflowModel

/// Reports needs that are listed twice.
package enum DuplicateNeed: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF208", "duplicate-need", .references, .warning, fix: .safe,
    summary: "A step lists a need twice.", rationale: "The second one has no effect; another step may have been meant.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n  - {id: b, type: script, run: make, needs: [a, «a»]}\n"
      )
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n  - {id: b, type: script, run: make, needs: [a]}\n"
      )
    ])

  /// Reports each later need of the same name.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard step.needs.count > 1 else { return }
    var first: [String: TextRange] = [:]
    for need in step.needs {
      guard let place = first[need.id.value] else {
        first[need.id.value] = need.id.range
        continue
      }
      report.add(
        need.id.range, "`\(need.id.value)` is listed twice",
        related: [RelatedPlace(range: place, message: "the first one")],
        fixes: Edits.removal(of: need.id, "remove the second one", in: context), tags: [.unnecessary])
    }
  }
}
