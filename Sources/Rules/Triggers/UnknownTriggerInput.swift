// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports values for inputs that do not exist.
package enum UnknownTriggerInput: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF413", "unknown-trigger-input", .triggers, .error, fix: .safe,
    summary: "A trigger or call supplies an input that the workflow does not declare.",
    rationale: "The value reaches nobody, and the input that was meant stays empty or keeps its default.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {region: {type: string, default: us}}
        triggers:
          - {type: schedule, cron: "0 3 * * *", timezone: UTC, inputs: {«regoin»: eu}}
          - {type: manual, inputs: [«zone»]}
        steps:
          - {id: a, type: script, run: "make ${{ inputs.region }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: call, workflow: deploy, inputs: {«releas»: "1.2"}}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            inputs: {release: {type: string}}
            steps:
              - {id: a, type: script, run: "make ${{ inputs.release }}"}

            """
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {region: {type: string, default: us}}
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, inputs: {region: body.region}}
          - {type: manual, inputs: [region]}
        steps:
          - {id: a, type: script, run: "make ${{ inputs.region }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: call, workflow: deploy, inputs: {release: "1.2"}}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            inputs: {release: {type: string}}
            steps:
              - {id: a, type: script, run: "make ${{ inputs.release }}"}

            """
          )
        ]),
    ])

  /// Reports each unknown name.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for supply in context.inputSupplies {
      let known = supply.declared.map(\.name.value)
      let subject = supply.callee.map { "`\($0.name)`" } ?? "this workflow"
      for value in supply.values where !known.contains(value.name.value) {
        let name = value.name.value
        let near = supply.misspelt[name]
        let hint = near.map { "; did you mean `\($0)`?" } ?? ""
        let help: String? =
          near != nil
          ? nil : known.isEmpty ? "It declares none." : "It has \(known.map { "`\($0)`" }.joined(separator: ", "))."
        report.add(
          value.name.range, "\(subject) has no input `\(name)`\(hint)", help: help,
          fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(value.name.range, $0)])] } ?? [])
      }
    }
  }
}
