// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect

/// Reports trigger types that nobody knows.
package enum UnknownTriggerType: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF114", "unknown-trigger-type", .structure, .error, fix: .safe,
    summary: "A trigger has an unknown type.",
    rationale: "Nothing would start the workflow.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\ntriggers: [{type: «git-push»}]\nsteps:\n  - {id: a, type: script, run: make}\n")
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\ntriggers: [{type: git_push}]\nsteps:\n  - {id: a, type: script, run: make}\n")
    ])

  /// Reports an unknown type.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard case .unknownTriggerType(let known) = problem.kind else { return }
    report.addUnknown(problem, in: context, kind: "trigger type", known: known)
  }
}
