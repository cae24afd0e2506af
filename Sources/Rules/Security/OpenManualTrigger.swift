// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports changes of protected environments that anyone may start by hand.
package enum OpenManualTrigger: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF606", "open-manual-trigger", .security, .warning,
    summary: "Anyone may start by hand a workflow that changes a protected environment without an approval.",
    rationale: """
      A manual trigger without `allow` is open to everyone who sees the workflow. Say in `allow` who may start it, or let people \
      approve the change.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: «manual»}]
        steps:
          - {id: up, type: promote, app: api}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: «manual»
            inputs: []
        steps:
          - {id: up, type: deploy, targets: [eu]}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  environments: {live: {protected: true}}\n  targets: {eu: {environment: live}}\n"
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: manual, allow: ["team:platform"]}]
        steps:
          - {id: up, type: promote, app: api}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: production
        triggers: [{type: manual}]
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}
          - {id: up, type: promote, app: api}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        environment: staging
        triggers: [{type: manual}]
        steps:
          - {id: up, type: promote, app: api}

        """),
    ])

  /// Reports the type of each such trigger.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let open = context.workflow.triggers.filter { trigger in
      if case .manual(let allowed) = trigger.kind { allowed.isEmpty } else { false }
    }
    guard !open.isEmpty else { return }
    let steps = context.workflow.steps
    var before = StepAncestry(context)
    for step in steps {
      guard ChangeKind(step) != nil, let environment = context.protectedEnvironment(of: step),
        before.walk(up: step.index, until: { if case .approval = steps[$0].action { true } else { false } }) == nil
      else { continue }
      for trigger in open {
        report.add(
          trigger.type?.range ?? trigger.range,
          "anyone may start `\(step.displayName)`, which changes the protected environment `\(environment.value)`",
          help: "Say in `allow` who may start the workflow.",
          related: [RelatedPlace(range: context.place(of: step), message: "the change")])
      }
      return
    }
  }
}
