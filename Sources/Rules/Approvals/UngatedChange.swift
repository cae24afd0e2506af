// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Simulation
import SourceText
import WorkflowModel

/// Reports changes of protected environments that some run reaches without an approval.
package enum UngatedChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF509", "ungated-change", .approvals, .error,
    summary: "Some run changes a protected environment without a granted approval.",
    rationale: """
      All ways through the workflow count: a skipped approval does not block, a step with `if: always()` runs \
      after a rejection, a branch may lead around the approval. The finding shows a run that the simulator has \
      really made.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: «apply», type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_timeout: skip}
          - {id: «apply», type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: «up», type: deploy, environment: prod, targets: [eu], if: always()}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {careful: {type: boolean}}
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: inputs.careful}
          - {id: «up», type: deploy, targets: [eu]}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  environments: {live: {protected: true}}\n  targets: {eu: {environment: live}}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        inputs: {fast: {type: boolean}}
        steps:
          - id: decide
            type: condition
            cases: [{when: inputs.fast, then: [note]}]
            else: [gate]
          - {id: note, type: script, run: make}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: «up», type: promote, app: api, needs: [note, gate], if: success()}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: staging
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: apply, type: iac, project: network, action: apply, plan: plan}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, on_failure: continue}
          - {id: up, type: promote, app: api, if: "steps.gate.status == 'success'"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        inputs: {careful: {type: boolean}}
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: inputs.careful}
          - {id: up, type: promote, app: api, if: success() && inputs.careful}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {target: {type: string}}
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: "inputs.target in ['eu', 'us']"}
          - {id: up, type: promote, app: api, environment: production, if: "success() && inputs.target == 'eu'"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: trigger.branch == 'main'}
          - {id: up, type: promote, app: api, environment: production}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        steps:
          - id: each
            type: loop
            over: "['eu', 'us']"
            steps:
              - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h, if: "item != 'other'"}
              - {id: up, type: promote, app: api}

        """),
    ])

  /// Reports each such change, with the run.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let gates = Gates(context) else { return }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    var proof: GateProof?
    for change in gates.changes {
      guard let environment = context.protectedEnvironment(of: steps[change]), !gates.isMisplaced(change) else {
        continue
      }
      func what() -> String {
        "`\(steps[change].displayName)` changes the protected environment `\(environment.value)`"
      }
      let place = context.place(of: steps[change])
      if before.walk(up: change, until: { Gates.mayGate(steps[$0]) }) == nil {
        guard !Gates.mayBeStartedByOthers(context) else { return }
        report.add(
          place, "\(what()), and no approval comes before it", help: "Add an approval before it.",
          related: [RelatedPlace(range: environment.range, message: "the environment")])
        continue
      }
      let current = proof ?? GateRun.proof(context)
      let verdict = current.verdict(on: change)
      proof = current
      guard case .refuted(let run) = verdict, let story = GateRun(run, context) else { continue }
      report.add(
        place, "\(what()), and a run reaches it without a granted approval: \(story.text)", help: story.help,
        related: story.places)
    }
  }
}
