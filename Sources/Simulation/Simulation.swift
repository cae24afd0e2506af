// SPDX-License-Identifier: Apache-2.0

/// The simulator: (workflows, scenario, seed) in, everything that happened out.
///
/// Pure and deterministic. It runs no step, opens no socket, reads no clock.
package enum Simulation {
  /// Simulates one scenario. `sample` numbers the runs that a scenario samples; it keys the draws, with the scenario's
  /// seed. Complexity: O(events · log(planned events)).
  package static func run(_ plan: SimulationPlan, _ scenario: Scenario = Scenario(), sample: UInt64 = 0) -> Trace {
    if var deployment = DeploymentSimulation(plan, scenario, sample: sample) {
      deployment.simulate()
      return deployment.trace
    }
    if var ticks = TickSimulation(plan, scenario, sample: sample) {
      ticks.simulate()
      return ticks.trace
    }
    var engine = Engine(plan, scenario)
    engine.sample = sample
    engine.simulate()
    return engine.trace
  }
}
