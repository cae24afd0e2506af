// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports steps that wait for each other.
package enum DependencyCycle: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF202", "dependency-cycle", .references, .error,
    summary: "Steps wait for each other in a circle.",
    rationale: "None of them can ever start, and the run never ends.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: «a», type: script, run: make, needs: [c]}
          - {id: b, type: script, run: make}
          - {id: c, type: script, run: make}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, needs: []}
          - {id: b, type: script, run: make}
          - {id: c, type: script, run: make, needs: [a, b]}

        """)
    ])

  /// Reports each cycle once, on its first step, with the path as related places.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let steps = context.workflow.steps
    for cycle in context.graph.cycles where cycle.count > 1 {
      guard let first = cycle.first else { continue }
      var related: [RelatedPlace] = []
      for (position, index) in cycle.enumerated() {
        let next = cycle[(position + 1) % cycle.count]
        let origin = steps[index].dependencies.first { $0.step == next }?.origin
        let why: String
        var range = steps[index].id?.range ?? steps[index].range
        switch origin {
        case .explicit(let need)?:
          why = "needs"
          if steps[index].needs.indices.contains(need) { range = steps[index].needs[need].id.range }
        case .branch?: why = "is a branch of"
        default: why = "is listed after"
        }
        related.append(RelatedPlace(range: range, message: "`\(name(index, steps))` \(why) `\(name(next, steps))`"))
      }
      let path = (cycle + [first]).map { "`\(name($0, steps))`" }.joined(separator: " → ")
      report.add(
        steps[first].id?.range ?? steps[first].range, "these steps wait for each other: \(path)", related: related)
    }
  }

  private static func name(_ index: StepIndex, _ steps: [Step]) -> String {
    steps[index].id?.value ?? "step \(index + 1)"
  }
}
