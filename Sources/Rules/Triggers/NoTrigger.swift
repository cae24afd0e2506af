// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports active workflows that nothing starts.
package enum NoTrigger: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF417", "no-trigger", .triggers, .hint,
    summary: "A workflow is active, but has no trigger, and no workflow that was checked calls it.",
    rationale: "`status: active` means that a workflow runs on its triggers; without one it never runs.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        status: «active»
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        status: «active»
        triggers: []
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        status: active
        triggers: [{type: manual}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        status: active
        steps:
          - {id: a, type: script, run: make}

        """,
        others: [
          (
            "b.wf.yaml",
            "schema: wflint/v1\nname: b\nsteps:\n  - {id: a, type: call, workflow: api}\n"
          )
        ]),
    ])

  /// Reports the status.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    guard let status = workflow.status, status.value == .active,
      workflow.triggers.isEmpty, let workspace = context.workspace
    else { return }
    // A list that cannot be read is a mistake of its own.
    if let written = context.root.mergedEntry("triggers")?.value.resolved, written.kind != .sequence { return }
    // Nor is a misspelt key a missing trigger.
    let hasUnknownKey = context.lowered.problems.contains { problem in
      guard case .unknownKey = problem.kind else { return false }
      return context.tree.node(problem.node)?.parent?.id == context.root.id
    }
    guard !hasUnknownKey else { return }
    guard !workspace.calls(workflow.name?.value) else { return }
    report.add(
      status.range, "the workflow is active, but nothing starts it",
      help: "Add a trigger such as `{type: manual}`, or set `status: draft`.")
  }
}
