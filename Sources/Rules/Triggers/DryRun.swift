// SPDX-License-Identifier: Apache-2.0
import Dialect
import Simulation
import WorkflowModel

/// How long a run takes when every step succeeds in the time that it is expected to take.
enum DryRun {
  /// More steps are not simulated: the answer must come while somebody types.
  static let stepLimit = 2_000

  /// The run's duration as the simulator has it, milliseconds; nil where it is not known: a run that waits for someone
  /// to go on, or one too large to look at.
  ///
  /// `floor` is the duration up to which the answer does not matter: nil is given for it without a simulation where
  /// the steps together take no longer. Complexity: O(steps), and that of the simulation.
  static func duration(of context: WorkflowContext, unlessAtMost floor: Milliseconds) -> Milliseconds? {
    let workflow = context.workflow
    guard workflow.steps.count <= stepLimit, context.graph.cycles.isEmpty else { return nil }
    var sum: Milliseconds = 0
    var isBounded = true
    for index in workflow.steps.indices {
      switch workflow.steps[index].action {
      case .suspend(nil): return nil
      case .wait(let span?), .suspend(let span?): sum = sum.addingClamped(span.value)
      case .loop, .call: isBounded = false
      default: sum = sum.addingClamped(expected(workflow.steps[index], context))
      }
    }
    if isBounded, sum <= floor { return nil }
    var plan = SimulationPlan([workflow], directory: context.directory) { expected($0, context) }
    plan.limits.events = 50_000
    plan.limits.instances = 20_000
    plan.limits.runs = 100
    var scenario = Scenario()
    scenario.trigger = TriggerData(type: "schedule")
    guard let run = SimulationResult(plan, scenario).runs.first, run.reason != .limit, run.reason != .deadlock else {
      return nil
    }
    return run.duration
  }

  private static func expected(_ step: Step, _ context: WorkflowContext) -> Milliseconds {
    step.expectedDuration?.value
      ?? step.type.flatMap { context.lowered.schema.stepType($0.value)?.defaultDuration } ?? 1_000
  }
}
