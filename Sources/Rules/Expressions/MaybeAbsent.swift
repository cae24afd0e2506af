// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports outputs of steps that may have been skipped.
package enum MaybeAbsent: ExpressionRule {
  /// What is mistyped has no value to speak of.
  package static let scope = ExpressionScope.wellTyped
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF313", "maybe-absent", .expressions, .warning, fix: .unsafe,
    summary: "An expression reads an output of a step that may have been skipped.",
    rationale: """
      A skipped need does not block what waits for it, and has no outputs: reading one fails the step. Ask with `has(…)` or \
      `.status` first, or read `.?output` with `.orValue(…)`.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {dry: {type: boolean}}
        steps:
          - {id: a, type: script, run: make, if: "!inputs.dry"}
          - {id: b, type: script, run: "echo ${{ «steps.a.outputs.stdout» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {dry: {type: boolean}}
        steps:
          - {id: c, type: condition, cases: [{when: inputs.dry, then: [a]}], else: [b]}
          - {id: a, type: script, run: make}
          - {id: b, type: script, run: make}
          - {id: d, type: script, needs: [a, b], run: "echo ${{ «steps.a.outputs.stdout» }}"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {dry: {type: boolean}}
        steps:
          - {id: a, type: script, run: make, if: "!inputs.dry"}
          - {id: b, type: script, if: "steps.a.status == 'success'", run: "echo ${{ steps.a.outputs.stdout }}"}
          - {id: c, type: script, run: "echo ${{ steps.a.outputs.?stdout.orValue('') }}"}
          - {id: d, type: script, if: "!inputs.dry", run: "echo ${{ steps.a.outputs.stdout }}"}
          - {id: e, type: script, run: "echo ${{ has(steps.a.outputs.stdout) ? steps.a.outputs.stdout : '' }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {dry: {type: boolean}}
        steps:
          - {id: c, type: condition, cases: [{when: inputs.dry, then: [a]}]}
          - {id: a, type: script, run: make}
          - {id: b, type: script, needs: [a], run: "echo ${{ steps.a.outputs.stdout }}"}
          - {id: d, type: script, run: make, if: always()}
          - {id: e, type: script, run: "echo ${{ steps.d.outputs.stdout }}"}

        """),
    ])

  /// Looks at one expression.
  package static func check(
    _ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report
  ) {
    guard case .step(let reader) = expression.site.owner, let types = expression.types else {
      return
    }
    guard !expression.site.mentions.isEmpty else { return }
    var reported: Set<String> = []
    for path in expression.site.paths {
      guard path.count > 3, path[0].name == "steps", path[2].name == "outputs",
        !path.contains(where: \.isOptional), let step = context.stepsByID[path[1].name], step != reader,
        mayBeSkipped(step, context), context.graph.isAncestor(step, of: reader),
        !asks(expression.site, about: path[1].name),
        let reason = reasonToSkip(step, before: reader, context)
      else { continue }
      let range = TextRange(path[0].range.start, path[3].range.end)
      guard reported.insert(path[1].name + "." + path[3].name).inserted else { continue }
      let place = context.workflow.steps[step].id?.range ?? context.workflow.steps[step].range
      report.add(
        expression.place(range), "`\(path[1].name)` may have been skipped, and has no `\(path[3].name)` then",
        help: "Ask for `steps.\(path[1].name).status == 'success'` first, or give a value for the other case.",
        related: [RelatedPlace(range: place, message: reason)],
        fixes: path.count == 4 ? fix(expression, path, types) : [])
    }
  }

  /// Whether a step has an `if` or is a branch: the question that costs least, and nearly always the last one.
  private static func mayBeSkipped(_ step: StepIndex, _ context: WorkflowContext) -> Bool {
    context.workflow.steps[step].condition != nil || !context.workflow.steps[step].branches.isEmpty
  }

  /// Whether an expression, by reading a step's status or by `has`, knows that the step may be skipped.
  private static func asks(_ site: ExpressionSite, about id: String) -> Bool {
    if site.paths.contains(where: {
      $0.count > 2 && $0[0].name == "steps" && $0[1].name == id && $0[2].name == "status"
    }) {
      return true
    }
    var asks = false
    site.parsed.visit { node, _ in
      guard case .macro(let call) = site.parsed[node].kind, call.macro == .has else { return }
      for argument in call.arguments {
        if let path = site.parsed.path(of: argument), path.count > 1, path[0].name == "steps", path[1].name == id {
          asks = true
        }
      }
    }
    return asks
  }

  /// Why a step may be skipped in a run in which the reader runs; nil where it surely ran, or the reader asks.
  private static func reasonToSkip(
    _ step: StepIndex, before reader: StepIndex, _ context: WorkflowContext
  ) -> String? {
    let workflow = context.workflow
    // The conditions of the reader and of the groups around it.
    var guards: [ExpressionSite] = []
    var owners: Set<StepIndex> = []
    var current: StepIndex? = reader
    while let place = current {
      owners.insert(place)
      if let condition = workflow.steps[place].condition { guards.append(workflow.expressions[condition]) }
      current = workflow.owner(of: place)
    }
    if guards.contains(where: { site in site.mentions.contains { $0.id == workflow.steps[step].id?.value } }) {
      return nil
    }
    if let condition = workflow.steps[step].condition {
      let site = workflow.expressions[condition]
      // `always()` and its like skip for no reason of their own.
      guard !site.paths.isEmpty, !guards.contains(where: { $0.text == site.text }) else { return nil }
      return "it is skipped unless `\(site.text)`"
    }
    guard let branch = workflow.steps[step].branches.first else { return nil }
    let memberships = Set(workflow.steps[step].branches)
    if owners.contains(where: { owner in workflow.steps[owner].branches.contains { memberships.contains($0) } }) {
      return nil
    }
    // What needs only skipped steps of branches that were not chosen is skipped with them.
    var skipped: Set<StepIndex> = [step]
    for index in context.workflow.lists[workflow.steps[step].list].steps {
      let candidate = workflow.steps[index]
      guard candidate.condition == nil, !candidate.dependencies.isEmpty else { continue }
      if candidate.dependencies.allSatisfy({ skipped.contains($0.step) }) { skipped.insert(index) }
    }
    guard owners.isDisjoint(with: skipped) else { return nil }
    let condition = workflow.steps[branch.condition]
    return "it is a branch of `\(condition.id?.value ?? condition.displayName)`"
  }

  /// `.x` becomes `.?x.orValue(…)`, with an empty value of its type.
  private static func fix(
    _ expression: CheckedExpression, _ path: [Expression.PathComponent], _ types: CheckResult
  ) -> [Fix] {
    guard path[3].style == .field else { return [] }
    let value: String
    switch types.type(of: path[3].id) {
    case .string: value = "''"
    case .int: value = "0"
    case .bool: value = "false"
    default: return []
    }
    let range = TextRange(path[2].range.end, path[3].range.end)
    return expression.fix(
      range, ".?\(path[3].name).orValue(\(value))", title: "read `.?\(path[3].name).orValue(\(value))`", .unsafe)
  }
}
