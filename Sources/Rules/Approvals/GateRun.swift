// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Simulation
import SourceText
import WorkflowModel

/// A run past the gates, told step by step.
struct GateRun {
  /// What leads around an approval.
  struct Bypass {
    var range: TextRange
    var message: String
    var help: String
  }

  /// The run in a line.
  let text: String
  /// The steps that matter, in the order in which they ended.
  let places: [RelatedPlace]
  /// What to do about it.
  let help: String
  /// What leads around the first approval that was skipped; nil where none was.
  let bypass: Bypass?

  /// The proof that the rules ask: any approval will do, and what may hold one is trusted.
  static func proof(_ context: WorkflowContext) -> GateProof {
    GateProof(
      context.workflow, context.graph, GateQuestion(acceptsSilence: true, trustsOthers: true),
      directory: context.directory, limits: .linting)
  }

  /// Nil for a run that says nothing: no approval stood in its way.
  init?(_ run: GateCounterexample, _ context: WorkflowContext) {
    let steps = context.workflow.steps
    var parts: [String] = []
    var places: [RelatedPlace] = []
    var bypass: Bypass?
    var help = "Let it need an approval that cannot be skipped."
    for record in run.steps.dropLast() where steps.indices.contains(record.step) {
      let step = steps[record.step]
      guard let (words, range) = Self.words(for: record, step, context) else { continue }
      parts.append(words)
      if places.count < 8 { places.append(RelatedPlace(range: range, message: words)) }
      guard case .approval = step.action, bypass == nil, record.state == .skipped else { continue }
      switch record.reason {
      case .timedOut:
        help = "Let `on_timeout` reject, or let the change run only if the approval was granted."
        bypass = Bypass(
          range: range, message: "`\(step.displayName)` is skipped when nobody answers",
          help: "Let `on_timeout` reject, cancel or escalate.")
      case .conditionFalse:
        help = "Give the change the same condition behind `success() &&`, or take the approval's away."
        bypass = Bypass(
          range: range, message: "`\(step.displayName)` is skipped when its `if` is false",
          help: "Give what needs the approval the same condition, behind `success() &&`.")
      case .branchNotTaken, .deadBranch:
        bypass = Bypass(
          range: range, message: "`\(step.displayName)` is skipped when another branch is taken",
          help: "Let the change stand in the approval's branch, or ask before the condition.")
      default: break
      }
    }
    guard !parts.isEmpty else { return nil }
    if bypass == nil, let last = run.steps.last, let condition = steps[last.step].condition {
      help =
        "`\(context.workflow.expressions[condition].text)` replaces the rule that nothing runs after a failure: let it also ask whether the approval was granted, as `success()` does."
    }
    text = parts.suffix(4).joined(separator: ", ")
    self.places = places
    self.help = help
    self.bypass = bypass
  }

  /// What became of a step, where that is worth telling, and the text that made it so.
  private static func words(
    for record: StepRecord, _ step: Step, _ context: WorkflowContext
  ) -> (String, TextRange)? {
    let name = "`\(step.displayName)`"
    let place = context.place(of: step)
    var isApproval = false
    var policy: TextRange?
    if case .approval(let action) = step.action {
      isApproval = true
      policy = action.onTimeout?.range
    }
    switch (record.state, record.reason) {
    case (.skipped, .timedOut): return ("nobody answers \(name), which is skipped", policy ?? place)
    case (.cancelled, .timedOut): return ("nobody answers \(name), which cancels the run", policy ?? place)
    case (.failed, _): return (isApproval ? "\(name) is rejected" : "\(name) fails", place)
    case (.skipped, .conditionFalse) where isApproval:
      let condition = step.condition.map { context.workflow.expressions[$0] }
      return ("the `if` of \(name) is false", condition?.range ?? place)
    case (.skipped, .branchNotTaken) where isApproval, (.skipped, .deadBranch) where isApproval:
      return ("another branch than that of \(name) is taken", place)
    case (.skipped, _) where isApproval: return ("\(name) is skipped", place)
    case (.success, .approvedOnTimeout): return ("nobody answers \(name), which counts as approval", policy ?? place)
    case (.success, _):
      switch step.action {
      case .loop: return ("\(name) goes through what it has", place)
      case .condition(let action):
        guard let branch = record.branch, branch >= 0 else { return ("\(name) takes no branch", place) }
        guard action.cases.indices.contains(branch) else {
          return ("\(name) takes `else`", action.otherwiseRange ?? place)
        }
        let when = action.cases[branch].when.map { context.workflow.expressions[$0] }
        return ("`\(when?.text ?? "")` holds in \(name)", when?.range ?? place)
      default: return nil
      }
    default: return nil
    }
  }
}
