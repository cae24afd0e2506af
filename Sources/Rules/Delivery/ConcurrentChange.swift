// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports changes of one thing that may be made at once.
package enum ConcurrentChange: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF702", "concurrent-change", .delivery, .error,
    summary: "Two steps that may run at once change the same project and workspace.",
    rationale: """
      One of them finds the state locked and fails, or, where there is no lock, both write it and one change is lost. Let one \
      need the other, or give them workspaces of their own.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: a, type: iac, project: network, action: apply, plan: plan, needs: [plan]}
          - {id: «b», type: iac, project: network, action: apply, plan: plan, needs: [plan]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - id: each
            type: loop
            over: "['eu', 'us']"
            parallelism: 2
            steps:
              - {id: «apply», type: iac, project: network, action: apply}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: both
            type: group
            steps:
              - {id: a, type: deploy, targets: [eu]}
              - {id: «b», type: deploy, targets: [eu]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: a, type: iac, project: network, action: apply, workspace: us, plan: plan, needs: [plan]}
          - {id: b, type: iac, project: network, action: apply, workspace: eu, plan: plan, needs: [plan]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {fast: {type: boolean}}
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - id: decide
            type: condition
            cases: [{when: inputs.fast, then: [a]}]
            else: [b]
          - {id: a, type: iac, project: network, action: apply, plan: plan, needs: [plan, decide]}
          - {id: b, type: iac, project: network, action: apply, plan: plan, needs: [plan, decide]}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: plan, type: iac, project: network, action: plan}
          - {id: a, type: iac, project: network, action: apply, plan: plan, needs: [plan], if: success()}
          - {id: undo, type: iac, project: network, action: destroy, needs: [plan], if: failure()}

        """),
    ])

  /// More changes of one state than this are not compared.
  private static let maximumGroup = 300

  /// Reports each step that may run beside an earlier one of the same state, and rounds that may run beside each other.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard context.graph.cycles.isEmpty else { return }
    var groups: [ChangedState: [StepIndex]] = [:]
    var order: [ChangedState] = []
    for index in context.workflow.changingSteps {
      let step = context.workflow.steps[index]
      guard let state = ChangedState(step, in: context) else { continue }
      if groups[state] == nil { order.append(state) }
      groups[state, default: []].append(step.index)
      checkRounds(step, state, context, &report)
    }
    guard order.contains(where: { groups[$0].map { $0.count > 1 } ?? false }) else { return }
    let guards = StepGuards(context)
    for state in order {
      let members = (groups[state] ?? []).prefix(maximumGroup)
      if members.count > 1 { compare(Array(members), state, guards, context, &report) }
    }
  }

  private static func compare(
    _ members: [StepIndex], _ state: ChangedState, _ guards: StepGuards, _ context: WorkflowContext,
    _ report: inout Report
  ) {
    var before = StepAncestry(context)
    for (later, step) in members.enumerated().dropFirst() {
      before.walk(up: step)
      let rival = members[..<later].indices.first { earlier in
        !before.met(members[earlier]) && !context.graph.isAncestor(step, of: members[earlier])
          && guards.bothRun(members[earlier], step)
      }
      guard let rival else { continue }
      let steps = context.workflow.steps
      let other = steps[members[rival]]
      report.add(
        context.place(of: steps[step]),
        "`\(steps[step].displayName)` may run beside `\(other.displayName)`, and both change \(state.description)",
        help: "Let one of them need the other.",
        related: [RelatedPlace(range: context.place(of: other), message: "the other change")])
    }
  }

  private static func checkRounds(
    _ step: Step, _ state: ChangedState, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard state.isLiteral, step.variables.isEmpty else { return }
    if case .infrastructure(let action) = step.action, action.variables != nil { return }
    var owner = context.workflow.owner(of: step.index)
    while let current = owner {
      if case .loop(let loop) = context.workflow.steps[current].action, let parallelism = loop.parallelism,
        parallelism.value > 1, loop.maximum?.value != 1
      {
        return report.add(
          context.place(of: step),
          "\(parallelism.value) rounds may run `\(step.displayName)` at once, and all change \(state.description)",
          related: [RelatedPlace(range: parallelism.range, message: "the rounds that may run at once")])
      }
      owner = context.workflow.owner(of: current)
    }
  }
}
