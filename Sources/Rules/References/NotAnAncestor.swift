// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports expressions that read a step which may not have run yet.
package enum NotAnAncestor: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF207", "not-an-ancestor", .references, .error, fix: .unsafe,
    summary: "An expression reads a step that may not have ended yet.",
    rationale: """
      Only steps that surely end before have a status and outputs to read. Without a need, whether the value is there depends on \
      which step is faster.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: apply, type: iac, project: net, action: apply, plan: «plan», needs: []}
          - {id: plan, type: iac, project: net, action: plan, needs: []}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, needs: []}
          - {id: b, type: script, run: make, needs: [], if: "steps.«a».status == 'success'"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: each
            type: loop
            over: "['eu', 'us']"
            steps:
              - {id: ship, type: script, run: make}
          - {id: tell, type: script, run: "echo ${{ steps.«ship».outputs.stdout }}"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, needs: []}
          - {id: b, type: script, run: make, needs: [a], if: "steps.a.status == 'success'"}

        """)
    ])

  /// Reports mentions of steps that are no ancestors of the reader.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    // Where the order is broken by a cycle or an unknown need, that is the one mistake.
    let circular = Set(context.graph.cycles.joined())
    for expression in workflow.expressions {
      guard case .step(let reader) = expression.owner, !circular.contains(reader),
        !workflow.steps[reader].needs.contains(where: { $0.target == nil })
      else { continue }
      var reported: Set<String> = []
      for mention in expression.mentions {
        guard let target = context.stepsByID[mention.id], !circular.contains(target),
          loop(of: target, notAround: reader, workflow) != nil || !context.graph.isAncestor(target, of: reader),
          reported.insert(mention.id).inserted
        else { continue }
        self.report(mention, target, reader, context, &report)
      }
    }
    for step in workflow.steps {
      guard case .infrastructure(let action) = step.action, let plan = action.plan, let target = plan.target,
        target != step.index, !circular.contains(target), !circular.contains(step.index),
        !context.graph.isAncestor(target, of: step.index)
      else { continue }
      self.report(StepMention(id: plan.id.value, range: plan.id.range), target, step.index, context, &report)
    }
  }

  /// The outermost loop around a step that is not around its reader, too (`language.md` §9).
  private static func loop(of target: StepIndex, notAround reader: StepIndex, _ workflow: Workflow) -> StepIndex? {
    guard workflow.owner(of: target) != nil else { return nil }
    var around: Set<StepIndex> = []
    var current = workflow.owner(of: reader)
    while let owner = current {
      around.insert(owner)
      current = workflow.owner(of: owner)
    }
    var found: StepIndex?
    current = workflow.owner(of: target)
    while let owner = current {
      if case .loop = workflow.steps[owner].action, !around.contains(owner), owner != reader { found = owner }
      current = workflow.owner(of: owner)
    }
    return found
  }

  private static func report(
    _ mention: StepMention, _ target: StepIndex, _ reader: StepIndex, _ context: WorkflowContext,
    _ report: inout Report
  ) {
    let steps = context.workflow.steps
    let readerName = steps[reader].id?.value ?? steps[reader].displayName
    let related = [
      RelatedPlace(range: steps[target].id?.range ?? steps[target].range, message: "`\(mention.id)` stands here")
    ]
    if target == reader {
      return report.add(mention.range, "`\(mention.id)` reads itself, and has not run yet", related: related)
    }
    if let owner = self.loop(of: target, notAround: reader, context.workflow) {
      let loop = steps[owner].id?.value ?? "the loop"
      return report.add(
        mention.range, "`\(mention.id)` runs once a round: read `steps.\(loop).outputs.results` from outside the loop",
        related: related)
    }
    var fixes: [Fix] = []
    if steps[target].list == steps[reader].list, !context.graph.isAncestor(reader, of: target),
      let node = context.node(steps[reader])
    {
      let edits = Edits.addNeed(mention.id, to: steps[reader], node, in: context)
      if !edits.isEmpty { fixes = [Fix("add `\(mention.id)` to `needs`", .unsafe, edits: edits)] }
    }
    report.add(
      mention.range, "`\(readerName)` does not wait for `\(mention.id)`, which may not have run yet", related: related,
      fixes: fixes)
  }
}
