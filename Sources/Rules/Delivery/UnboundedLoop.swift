// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expression
import SourceText
import WorkflowModel

/// Reports loops whose length whoever starts a run chooses.
package enum UnboundedLoop: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF709", "unbounded-loop", .delivery, .warning,
    summary: "A loop without `max` runs over data that comes with the trigger.",
    rationale: """
      One request with a long list, or one push of many files, then runs as many rounds as it has items. `max` says how many are \
      meant; more items fail the step.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - id: each
            type: loop
            over: «trigger.paths»
            steps:
              - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {regions: {type: list}}
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, inputs: {regions: body.regions}}
        steps:
          - id: each
            type: loop
            over: «inputs.regions»
            steps:
              - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - id: each
            type: loop
            over: trigger.paths
            max: 50
            steps:
              - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push}]
        steps:
          - id: each
            type: loop
            over: "[trigger.branch, 'main']"
            steps:
              - {id: a, type: script, run: make}

        """),
    ])

  /// Reports the list of such a loop.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    var flow: DataFlow?
    for step in context.workflow.steps {
      guard case .loop(let loop) = step.action, loop.maximum == nil, let over = loop.over,
        context.workflow.expressions.indices.contains(over), !isBounded(context.workflow.expressions[over].parsed)
      else { continue }
      let known = flow ?? DataFlow(.hostile, in: context)
      flow = known
      guard let origin = known.origin(ofExpression: over) else { continue }
      report.add(
        context.workflow.expressions[over].range,
        "`\(step.displayName)` runs once for each item of what comes from \(origin.what), however many there are",
        help: "Say with `max` how many rounds are meant.", related: origin.stations)
    }
  }

  /// Whether the list's length is written down: a list literal, or a part of given length.
  private static func isBounded(_ expression: ParsedExpression) -> Bool {
    guard var id = expression.root else { return true }
    for _ in 0..<64 {
      switch expression[id].kind {
      case .list: return true
      case .call(let name, let target, _):
        if name == "slice" || name == "range" || name == "lists.range" || name == "first" { return true }
        guard let target else { return false }
        id = target
      case .macro(let call):
        guard let target = call.target else { return false }
        id = target
      default: return false
      }
    }
    return false
  }
}
