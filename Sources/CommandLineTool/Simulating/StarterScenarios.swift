// SPDX-License-Identifier: Apache-2.0
import ScenarioFiles
import Simulation
import WorkflowModel

/// The scenario file that `wflint simulate --generate` writes.
enum StarterScenarios {
  static func text(_ input: SimulationInput, workflowPath: String) -> String {
    if let deployment = DeploymentStarter(input.plan) {
      return ScenarioWriter.text(
        deployment.scenarios, workflows: [workflowPath],
        comment: [
          "Executions of \(workflowPath) to start from; `wflint test` runs them.",
          "Durations are guesses, and the expectations say what happens today: correct both.",
        ], shared: deployment.shared)
    }
    let suite = StarterSuite(input.plan)
    let name = input.plan.workflows.first?.name?.value ?? "the workflow"
    return ScenarioWriter.text(
      suite.scenarios, workflows: [workflowPath],
      comment: [
        "Scenarios of \(name) to start from; `wflint test` runs them.",
        "Durations are guesses, and the expectations say what happens today: correct both.",
      ], shared: suite.shared, coverage: suite.coverage)
  }
}
