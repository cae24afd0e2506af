// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports workflows whose shape comes near a limit.
package enum DeepNesting: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF217", "deep-nesting", .references, .hint,
    summary: "Groups and loops are nested deeply, or very many steps wait for one.",
    rationale:
      "Nobody can follow such a graph, and engines have limits. Move a part into a workflow of its own and `call` it.",
    bad: [RuleExample(nested(depth: 9, mark: true))], good: [RuleExample(nested(depth: 3, mark: false))])

  /// Groups and loops deeper than this are reported.
  static let maximumDepth = 8
  /// More steps than this that wait for one are reported.
  static let maximumDependents = 200

  private static func nested(depth: Int, mark: Bool) -> String {
    var text = "schema: wflint/v1\nname: api\nsteps:\n"
    for level in 0..<depth {
      let indentation = String(repeating: "    ", count: level)
      let id = mark && level == depth - 1 ? "«g\(level)»" : "g\(level)"
      text += "\(indentation)  - id: \(id)\n\(indentation)    type: group\n\(indentation)    steps:\n"
    }
    return text + String(repeating: "    ", count: depth) + "  - {id: a, type: script, run: make}\n"
  }

  /// Reports the first step beyond each limit.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    var depths = [Int](repeating: 1, count: workflow.lists.count)
    for (index, list) in workflow.lists.enumerated() {
      guard let owner = list.owner else { continue }
      depths[index] = depths[workflow.steps[owner].list] + 1
      if depths[index] == maximumDepth + 2 {
        let step = workflow.steps[owner]
        report.add(
          step.id?.range ?? step.range,
          "`\(step.displayName)` is nested \(maximumDepth + 1) deep: more than \(maximumDepth) levels of groups and loops"
        )
      }
    }
    for (index, dependents) in context.graph.dependents.enumerated() where dependents.count > maximumDependents {
      let step = workflow.steps[index]
      report.add(
        step.id?.range ?? step.range,
        "\(dependents.count) steps wait for `\(step.displayName)`: more than \(maximumDependents)")
    }
  }
}
