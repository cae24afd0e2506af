// SPDX-License-Identifier: Apache-2.0
import Dialect
import Rules
import Schedule
import Simulation
import WorkflowModel

/// A step in a few lines: what it is, what it waits for, what waits for it, what it gates, when it starts.
struct StepFacts {
  /// The longest list of names that is told.
  private static let maximumNames = 12
  private let context: WorkflowContext
  private let step: Step

  init(_ context: WorkflowContext, _ step: StepIndex) {
    self.context = context
    self.step = context.workflow.steps[step]
  }

  var markdown: String {
    let graph = context.graph
    var lines = ["**\(step.displayName)** (`\(step.id?.value ?? "")`, \(step.type?.value ?? "no type"))", ""]
    lines.append("- waits for \(names(graph.dependencies[step.index]))")
    lines.append("- waited for by \(names(graph.dependents[step.index]))")
    if context.workflow.dialect == "native" { lines += [gateLine, timeLine].compactMap { $0 } }
    if let attempts = step.retry?.attempts?.value {
      lines.append("- \(attempts) tries = \(max(attempts - 1, 0)) retries")
    }
    if let timeout = step.timeout?.value { lines.append("- may take \(DurationFormat.words(timeout))") }
    return lines.joined(separator: "\n")
  }

  private func names(_ indices: [StepIndex]) -> String {
    let steps = context.workflow.steps
    guard !indices.isEmpty else { return "nothing" }
    let shown = indices.prefix(Self.maximumNames).map { "`\(steps[$0].id?.value ?? steps[$0].displayName)`" }
    let rest = indices.count > shown.count ? " and \(indices.count - shown.count) more" : ""
    return shown.joined(separator: ", ") + rest
  }

  /// Of an approval: the changes that never start before it is granted. Of a change: whether some approval always comes
  /// before it.
  private var gateLine: String? {
    let workflow = context.workflow
    if case .approval = step.action {
      let proof = GateProof(
        workflow, context.graph, GateQuestion(approvals: [step.index]), directory: context.directory, limits: .linting)
      let gated = workflow.steps.filter { $0.changesSomething && proof.isSurelyGated($0.index) }.map(\.index)
      return gated.isEmpty ? "- gates nothing that changes something" : "- gates \(names(gated))"
    }
    guard step.changesSomething else { return nil }
    let proof = GateProof(workflow, context.graph, GateQuestion(), directory: context.directory, limits: .linting)
    return proof.isSurelyGated(step.index) ? "- runs only behind an approval" : nil
  }

  private var timeLine: String? {
    guard let times = StepSchedule(context)?.times, times.indices.contains(step.index) else { return nil }
    let own = times[step.index]
    let start = own.start == 0 ? "with the run" : "\(DurationFormat.spaced(own.start)) after the run"
    let slack =
      own.slack == 0
      ? "on the critical path" : "may end \(DurationFormat.spaced(own.slack)) later without delaying the run"
    return "- starts \(start) at the earliest; \(slack)"
  }
}

extension Step {
  /// Whether the step changes the world: what approvals are for.
  var changesSomething: Bool {
    switch action {
    case .infrastructure(let action): action.verb?.value != .plan
    case .configuration(let action): action.check?.value != true
    case .deploy, .promote, .operation: true
    default: false
    }
  }
}
