// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports declared inputs that nothing reads.
package enum UnusedInput: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF215", "unused-input", .references, .warning,
    summary: "A workflow declares an input that nothing reads.",
    rationale: "People are asked for a value that changes nothing, and believe that it does.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\ninputs: {«region»: {type: string}}\nsteps:\n  - {id: a, type: script, run: make}\n"
      )
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\ninputs: {region: {type: string}}\nsteps:\n  - {id: a, type: script, run: make, env: {REGION: \"${{ inputs.region }}\"}}\n"
      )
    ])

  /// Reports each unread input.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard !context.workflow.inputs.isEmpty else { return }
    let reads = context.reads
    for input in context.workflow.inputs where !reads.reads(input: input.name.value) {
      report.add(input.name.range, "nothing reads the input `\(input.name.value)`", tags: [.unnecessary])
    }
  }
}
