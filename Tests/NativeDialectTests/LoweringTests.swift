// SPDX-License-Identifier: Apache-2.0
import Dialect
import NativeDialect
import SourceText
import Testing
import WorkflowModel
import YAMLSyntax

/// The native front end: text in, model out, with places.
@Suite struct LoweringTests {
  private func lowered(_ text: String) throws -> (LoweredDocument, SourceText) {
    let source = SourceText(text)
    let document = try #require(YAMLParser.parse(source).documents.first)
    return (NativeDialect.lower(document, LoweringContext()), source)
  }

  /// What a step of each type becomes, in a word.
  private func word(_ action: StepAction) -> String {
    switch action {
    case .infrastructure: "iac"
    case .configuration: "config"
    case .script: "script"
    case .http: "http"
    case .approval: "approval"
    case .condition: "condition"
    case .notify: "notify"
    case .wait: "wait"
    case .suspend: "suspend"
    case .deploy: "deploy"
    case .build: "build"
    case .promote: "promote"
    case .operation: "operation"
    case .call: "call"
    case .loop: "loop"
    case .group: "group"
    case .custom: "custom"
    case .unknown: "unknown"
    }
  }

  @Test func everyTypeOfStepHasItsAction() throws {
    let names = NativeDialect.schema.stepTypes.map(\.name)
    #expect(names.count == 16)
    for name in names {
      let (document, _) = try lowered("schema: wflint/v1\nname: a\nsteps:\n  - {id: x, type: \(name)}\n")
      #expect(document.workflow.steps.map { word($0.action) } == [name])
    }
    let (document, _) = try lowered("schema: wflint/v1\nsteps: [{id: x, type: no_such}, {id: y}]\n")
    #expect(document.workflow.steps.map { word($0.action) } == ["unknown", "unknown"])
  }

  @Test func valuesKeepTheirPlaces() throws {
    let (document, text) = try lowered(
      """
      schema: wflint/v1
      name: "é-app"
      inputs:
        stage: {type: string, options: [dev, prod], required: true, default: dev}
      steps:
        - id: plan
          type: iac
          project: api
          action: plan
        - id: gate
          type: approval
          approvers: [team:ops, 'user:ann']
          required_approvals: 2
          on_timeout: skip
          timeout: 1h30m
        - {id: apply, type: iac, project: api, action: apply, plan: plan, needs: [plan, gate], retry: {attempts: 3, delay: 5s}}

      """)
    let workflow = document.workflow
    func written(_ range: TextRange?) -> String? { range.map { String(text[$0]) } }
    #expect(workflow.name?.value == "é-app" && written(workflow.name?.range) == "é-app")
    #expect(workflow.inputs.map(\.name.value) == ["stage"] && workflow.inputs[0].isRequired)
    #expect(workflow.inputs[0].options.count == 2 && written(workflow.inputs[0].name.range) == "stage")
    guard case .approval(let approval) = workflow.steps[1].action else {
      Issue.record("gate is no approval")
      return
    }
    #expect(approval.approvers.map(\.value) == ["team:ops", "user:ann"])
    #expect(approval.approvers.map { written($0.range) } == ["team:ops", "user:ann"])
    #expect(approval.requiredApprovals?.value == 2 && approval.onTimeout?.value == .skip)
    #expect(workflow.steps[1].timeout?.value == 5_400_000 && written(workflow.steps[1].timeout?.range) == "1h30m")
    guard case .infrastructure(let apply) = workflow.steps[2].action else {
      Issue.record("apply is no change")
      return
    }
    #expect(apply.plan?.target == 0 && apply.verb?.value == .apply && written(apply.project?.range) == "api")
    #expect(workflow.steps[2].needs.map(\.target) == [0, 1])
    #expect(workflow.steps[2].retry?.attempts?.value == 3 && workflow.steps[2].retry?.delay?.value == 5000)
    #expect(document.problems.isEmpty)
  }

  /// Without `needs`: the list's order, branches, parallel groups, loops (`language.md` §4).
  @Test func orderFollowsFromTheList() throws {
    let (document, _) = try lowered(
      """
      schema: wflint/v1
      steps:
        - {id: a, type: wait, duration: 1s}
        - {id: b, type: condition, cases: [{when: "true", then: [c]}], else: [d]}
        - {id: c, type: wait, duration: 1s}
        - {id: d, type: wait, duration: 1s}
        - id: e
          type: group
          needs: []
          steps:
            - {id: f, type: wait, duration: 1s}
            - {id: g, type: wait, duration: 1s}
        - id: h
          type: loop
          over: "[1, 2]"
          steps:
            - {id: i, type: wait, duration: 1s}
            - {id: j, type: wait, duration: 1s}

      """)
    let workflow = document.workflow
    let needs = workflow.steps.map { step in
      "\(step.id?.value ?? "?"):"
        + step.dependencies.map { workflow.steps[$0.step].id?.value ?? "?" }.joined(separator: ",")
    }
    #expect(needs == ["a:", "b:a", "c:b", "d:b", "e:", "f:", "g:", "h:e", "i:", "j:i"])
    #expect(workflow.lists.count == 3)
  }

  @Test func triggersAndExpressionsHaveOwners() throws {
    let (document, text) = try lowered(
      """
      schema: wflint/v1
      triggers:
        - {type: schedule, cron: "0 3 * * *", timezone: UTC}
        - {type: webhook, auth: {scheme: none}, filter: "body.x == 1", inputs: {y: body.y}}
      steps:
        - {id: a, type: script, run: "echo ${{ inputs.y }}", if: "inputs.y != ''"}

      """)
    let workflow = document.workflow
    guard case .schedule(let schedule) = workflow.triggers.first?.kind else {
      Issue.record("no schedule")
      return
    }
    #expect(schedule.cron?.value == "0 3 * * *" && schedule.timezone?.value == "UTC")
    let sites = workflow.expressions.map { "\($0.owner) \($0.role): \(String(text[$0.range]))" }
    #expect(
      sites == [
        "trigger(1) triggerFilter: body.x == 1", "trigger(1) triggerInput: body.y",
        "step(0) interpolation: inputs.y", "step(0) stepCondition: inputs.y != ''",
      ])
    #expect(workflow.steps[0].condition == 3)
  }
}
