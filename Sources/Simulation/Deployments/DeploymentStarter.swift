// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Scenarios of a deployment to start from: it is installed and uninstalled, an operation fails, its own workflows run.
///
/// Each says what the simulator makes of it, so all of them pass.
package struct DeploymentStarter {
  /// What every scenario shares.
  package private(set) var shared = Scenario(name: "shared")
  /// The scenarios, with their own mocks alone.
  package private(set) var scenarios: [Scenario] = []
  private let plan: SimulationPlan

  /// Nil where the plan has no deployment.
  package init?(_ plan: SimulationPlan) {
    guard let workflow = plan.workflows.first(where: { $0.model != nil }), let model = workflow.model else {
      return nil
    }
    self.plan = plan
    shared.unmocked = .error
    // Relationships have the same operations many times; the names that run are enough.
    var names: [String] = []
    for name in ["install", "uninstall"] where model.workflow(name) != nil {
      names += add(name, state: name == "install" ? nil : .started)
    }
    for own in model.workflows where own.builtIn == nil {
      names += add(own.name, state: own.availability.active?.contains(.none) == false ? .started : nil)
    }
    let used = Set(names)
    shared.mocks = workflow.steps.compactMap { step in
      step.id.flatMap { used.contains($0.value) ? Mock($0.value, MockOutcome(duration: 10_000)) : nil }
    }
    for place in scenarios.indices { finish(place) }
    addFailure(used, workflow)
  }

  /// Adds an execution; gives what it runs.
  private mutating func add(_ name: String, state: NodeInstanceState?) -> [String] {
    var scenario = Scenario(name: name)
    scenario.workflow = name
    if let state { scenario.deployment.states = [("*", state)] }
    let result = SimulationResult(plan, scenario)
    scenarios.append(scenario)
    let ids = plan.workflows.first { $0.model != nil }?.steps.map { $0.id?.value ?? "" } ?? []
    return result.trace.origins.compactMap { ids.indices.contains($0) ? ids[$0] : nil }
  }

  private func whole(_ scenario: Scenario) -> Scenario {
    var result = scenario
    result.unmocked = shared.unmocked
    result.defaultDuration = .fixed(1_000)
    result.mocks = ScenarioSuite.merged(shared.mocks, scenario.mocks)
    return result
  }

  private mutating func finish(_ place: Int) {
    let result = SimulationResult(plan, whole(scenarios[place]))
    guard let run = result.runs.first else { return }
    if let refusal = result.trace.runs[0].refusal {
      scenarios[place].expectations = [Expectation(.reason(refusal))]
      return
    }
    if let status = result.trace.runs[0].status.flatMap({ ExecutionStatus(rawValue: $0) }) {
      scenarios[place].expectations.append(Expectation(.execution(status)))
    }
    if let duration = run.duration { scenarios[place].expectations.append(Expectation(.duration(.exactly(duration)))) }
  }

  private mutating func addFailure(_ used: Set<String>, _ workflow: Workflow) {
    guard let first = scenarios.first, first.workflow == "install",
      let name = workflow.steps.lazy.compactMap({ $0.id?.value }).first(where: {
        used.contains($0) && $0.hasSuffix(".cloudify.interfaces.lifecycle.create")
      })
    else { return }
    var scenario = Scenario(name: "\(name) fails for good")
    scenario.workflow = "install"
    var outcome = MockOutcome(duration: 10_000, failing: "broken")
    outcome.isPermanent = true
    scenario.mocks = [Mock(name, outcome)]
    scenarios.append(scenario)
    finish(scenarios.count - 1)
  }
}
