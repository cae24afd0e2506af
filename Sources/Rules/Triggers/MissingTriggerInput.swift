// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel

/// Reports triggers and calls that leave out an input without which no run starts.
package enum MissingTriggerInput: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF412", "missing-trigger-input", .triggers, .error,
    summary: "A trigger or call does not supply a required input that has no default.",
    rationale: "The run is refused when the trigger fires. Supply a value, or give the input a default.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {release: {type: string, required: true}}
        triggers:
          - «{type: schedule, cron: "0 3 * * *", timezone: UTC}»
          - {type: manual, inputs: [release]}
        steps:
          - {id: a, type: script, run: make, env: {RELEASE: "${{ inputs.release }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {release: {type: string, required: true}, region: {type: string, default: us}}
        triggers:
          - «type: git_push»
            branches: [main]
          - {type: manual, inputs: «[region]»}
        steps:
          - {id: a, type: script, run: "make ${{ inputs.release }} ${{ inputs.region }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: call, workflow: deploy, inputs: «{region: us}»}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            inputs: {release: {required: true}, region: {required: true}}
            steps:
              - {id: a, type: script, run: "make ${{ inputs.release }} ${{ inputs.region }}"}

            """
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {release: {type: string, required: true}, region: {required: true, default: us}, tag: {type: string}}
        triggers:
          - {type: manual}
          - {type: schedule, cron: "0 3 * * *", timezone: UTC, inputs: {release: nightly}}
          - {type: schedule, cron: "0 4 * * *", timezone: UTC, inputs: {relaese: nightly}}
        steps:
          - {id: a, type: script, run: "make ${{ inputs.release }} ${{ inputs.region }} ${{ inputs.tag }}"}

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
            inputs: {release: {required: true}}
            steps:
              - {id: a, type: script, run: "make ${{ inputs.release }}"}

            """
          )
        ]),
    ])

  /// Reports each trigger and call with the names that it leaves out.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for supply in context.inputSupplies {
      guard let names = supply.names else { continue }
      var missing = supply.declared.filter { $0.isNeeded && !names.contains($0.name.value) }
      guard !missing.isEmpty else { continue }
      // A misspelt name has a finding of its own (WF413).
      let misspelt = Set(supply.misspelt.values)
      missing.removeAll { misspelt.contains($0.name.value) }
      guard !missing.isEmpty else { continue }
      let list = missing.map { "`\($0.name.value)`" }.joined(separator: ", ")
      let plural = missing.count == 1 ? "the required input" : "the required inputs"
      let verb = supply.takesValues ? "does not supply" : "cannot supply"
      report.add(
        supply.place, "\(supply.title) \(verb) \(plural) \(list)",
        help: supply.takesValues
          ? "Add \(missing.count == 1 ? "it" : "them") under `inputs`, or give \(missing.count == 1 ? "it a default" : "them defaults") where the workflow declares \(missing.count == 1 ? "it" : "them")."
          : "Give \(missing.count == 1 ? "it a default" : "them defaults").",
        related: related(missing, supply.callee, context))
    }
  }

  private static func related(
    _ missing: [InputDeclaration], _ callee: WorkflowSummary?, _ context: WorkflowContext
  ) -> [RelatedPlace] {
    guard let callee, callee.path != context.path else {
      return missing.map { RelatedPlace(range: $0.name.range, message: "`\($0.name.value)` is declared here") }
    }
    return [
      RelatedPlace(
        path: callee.path, range: callee.nameRange, message: "`\(callee.name)` declares it", start: callee.nameStart)
    ]
  }
}
