// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Simulation
import SourceText
import WorkflowModel

/// Reports approvals that a run can get around.
package enum BypassableGate: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF514", "bypassable-gate", .approvals, .warning,
    summary: "`on_timeout: skip`, an `if` or a branch leads around an approval.",
    rationale: """
      A skipped approval does not block: what needs it runs as if it had been granted. Let what is behind it \
      run under the same condition, or let silence reject.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: «skip»}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {careful: {type: boolean}}
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: «inputs.careful»}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {fast: {type: boolean}}
        steps:
          - id: decide
            type: condition
            cases: [{when: inputs.fast, then: [note]}]
            else: [gate]
          - {id: note, type: script, run: make}
          - {id: «gate», type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: promote, app: api, needs: [note, gate], if: success()}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {careful: {type: boolean}}
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: inputs.careful}
          - {id: apply, type: iac, project: network, action: apply, plan: plan, if: success() && inputs.careful}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: skip}
          - {id: test, type: script, run: make test}

        """),
    ])

  /// Reports what leads around an approval to a change, once each.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let gates = Gates(context) else { return }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    var proof: GateProof?
    var seen: Set<TextRange> = []
    for change in gates.changes {
      // Of protected environments another rule speaks; of one that is computed nobody knows.
      guard context.protectedEnvironment(of: steps[change]) == nil,
        !context.changedEnvironments(of: steps[change]).contains(where: { $0.value.containsBytes(of: "${{") }),
        before.walk(up: change, until: { Gates.isApproval(steps[$0]) }) != nil
      else { continue }
      let current = proof ?? GateRun.proof(context)
      let verdict = current.verdict(on: change)
      proof = current
      guard case .refuted(let run) = verdict, let story = GateRun(run, context), let bypass = story.bypass,
        seen.insert(bypass.range).inserted
      else { continue }
      report.add(
        bypass.range, "\(bypass.message), and `\(steps[change].displayName)` runs all the same", help: bypass.help,
        related: [RelatedPlace(range: context.place(of: steps[change]), message: "what runs without the approval")])
    }
  }
}
