// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel

/// Reports step ids that name no step.
package enum UnknownStep: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF201", "unknown-step", .references, .error, fix: .safe,
    summary: "A reference names a step that does not exist where it looks.",
    rationale: """
      `needs`, `then`, `else` and `plan` name steps of the same list by their ids; expressions read steps of the workflow. A \
      wrong name is refused when the workflow is loaded. From outside a group its members are reached through the group's id. \
      Scenario files name steps of the workflows that they run: in mocks, events, expectations and properties.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: plan, type: script, run: make}\n  - {id: apply, type: script, run: make, needs: [«paln»]}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: plan, type: script, run: make}\n  - {id: apply, type: script, run: make, if: \"steps.«pan».status == 'success'\"}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: note, type: script, run: make}\n  - {id: apply, type: iac, project: net, action: apply, plan: «note»}\n"
      ),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: plan, type: script, run: make}\n  - {id: apply, type: script, run: make, needs: [plan]}\n"
      )
    ])

  /// Reports every reference without a target.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    for index in workflow.steps.indices {
      for need in workflow.steps[index].needs where need.target == nil {
        self.report(need.id, beside: workflow.steps[index], context, &report)
      }
      switch workflow.steps[index].action {
      case .condition(let action):
        for target in action.cases.flatMap(\.targets) + action.otherwise where target.target == nil {
          self.report(target.id, beside: workflow.steps[index], context, &report)
        }
      case .infrastructure(let action):
        guard let plan = action.plan else { continue }
        guard let target = plan.target else {
          self.report(plan.id, workflow.steps.indices.filter { $0 != index }, context, &report)
          continue
        }
        guard !mayPlan(workflow.steps[target]) else { continue }
        report.add(
          plan.id.range, "`\(plan.id.value)` is no plan step: expected one of type `iac` with `action: plan`",
          related: [
            RelatedPlace(
              range: workflow.steps[target].id?.range ?? workflow.steps[target].range,
              message: "`\(plan.id.value)` stands here")
          ])
      default: break
      }
    }
    for expression in workflow.expressions {
      for mention in expression.mentions where context.stepsByID[mention.id] == nil {
        let located = Located(mention.id, mention.range, expression.syntax)
        self.report(located, Array(workflow.steps.indices), context, &report)
      }
    }
  }

  /// Whether a step makes a plan, or is too unfinished to tell.
  private static func mayPlan(_ step: Step) -> Bool {
    switch step.action {
    case .infrastructure(let action): action.verb == nil || action.verb?.value == .plan
    case .unknown, .custom: true
    default: false
    }
  }

  private static func report(
    _ id: Located<String>, beside step: Step, _ context: WorkflowContext, _ report: inout Report
  ) {
    self.report(id, context.workflow.lists[step.list].steps.filter { $0 != step.index }, context, &report)
  }

  private static func report(
    _ id: Located<String>, _ candidates: [StepIndex], _ context: WorkflowContext, _ report: inout Report
  ) {
    let steps = context.workflow.steps
    if let elsewhere = context.stepsByID[id.value] {
      let place = RelatedPlace(range: steps[elsewhere].id?.range ?? steps[elsewhere].range, message: "it stands here")
      if let owner = context.workflow.owner(of: elsewhere), let ownerID = steps[owner].id?.value {
        return report.add(
          id.range, "`\(id.value)` is a member of `\(ownerID)`: name `\(ownerID)` from outside", related: [place],
          fixes: candidates.contains(owner)
            ? [Fix("replace with `\(ownerID)`", .unsafe, edits: [TextEdit(id.range, ownerID)])] : [])
      }
      return report.add(
        id.range, "`\(id.value)` does not stand in this list: only steps of the same list can be named",
        related: [place])
    }
    // A step without an id is a mistake of its own, and may be the one that is meant.
    if candidates.contains(where: { steps[$0].id == nil }) { return }
    let names = candidates.compactMap { steps[$0].id?.value }
    // In a file full of wrong names a guess for each would cost the square of their number.
    let near = report.count < 100 || names.count < 100 ? NearestName.of(id.value, among: names) : nil
    let hint = near.map { "; did you mean `\($0)`?" } ?? ""
    let known = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    report.add(
      id.range, "no step is called `\(id.value)`\(hint)",
      help: near == nil && !known.isEmpty ? "There are \(known)\(names.count > 8 ? ", …" : "")." : nil,
      fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(id.range, $0)])] } ?? [])
  }
}
