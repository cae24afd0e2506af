// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports declared outputs that nothing reads.
package enum UnusedOutput: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF214", "unused-output", .references, .hint,
    summary: "A step declares an output that nothing reads.",
    rationale: "It may be left over, or its reader may have the name wrong.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, outputs: {«version»: string}}\n")
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, outputs: {version: string}}
          - {id: b, type: script, run: "deploy ${{ steps.a.outputs.version }}"}

        """)
    ])

  /// Reports the unread outputs of each step.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let steps = context.workflow.steps
    let declaring = steps.indices.filter { !steps[$0].declaredOutputs.isEmpty && steps[$0].id != nil }
    guard !declaring.isEmpty else { return }
    let reads = context.reads
    for index in declaring {
      let step = steps[index]
      guard let id = step.id?.value else { continue }
      for output in step.declaredOutputs where !reads.reads(output: output.name.value, of: id) {
        report.add(
          output.name.range, "nothing reads the output `\(output.name.value)` of `\(id)`", tags: [.unnecessary])
      }
    }
  }
}
