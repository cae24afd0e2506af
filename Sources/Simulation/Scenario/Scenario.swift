// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import WorkflowModel

/// What a step does for which the scenario has no mock.
package enum UnmockedPolicy: String, Hashable, Sendable, CaseIterable {
  /// It fails, and the scenario with it.
  case error
  /// It succeeds, as in a dry run.
  case success
}

/// One course of events that workflows are put through: what the world does, never when to press the clock.
///
/// The default is the dry run: every step succeeds in its expected time, approvals are granted, the first trigger fires.
package struct Scenario: Sendable {
  /// Its name.
  package var name: String
  /// The workflow that runs; the first one unless said.
  package var workflow: String?
  /// The virtual clock's start, milliseconds since 1970; 2000-01-01T00:00:00Z unless said.
  package var start: Milliseconds = 946_684_800_000
  /// What draws are keyed by, with the run, the step, the try and the purpose.
  package var seed: UInt64 = 0
  /// The people; the plan's directory unless said.
  package var directory: Directory?
  /// What steps without a mock do.
  package var unmocked: UnmockedPolicy = .success
  /// How long a mocked try takes that does not say; what the step expects unless said.
  package var defaultDuration: Distribution?
  /// The mocks; of two for one step the last wins.
  package var mocks: [Mock] = []
  /// Replies to HTTP requests.
  package var http: [HTTPMock] = []
  /// The run's id; one made from its number unless said.
  package var runID: String?
  /// What starts the run; the workflow's first trigger unless said.
  package var trigger: TriggerData?
  /// What happens from outside.
  package var events: [ScenarioEvent] = []
  /// Runs that come over time; where there are any, no other run starts by itself.
  package var arrivals: [Arrival] = []
  /// What happens in the world at a time, incidents and messages: each starts the workflows whose triggers fire on it. Where
  /// there are some, and neither `trigger` nor `arrivals` says what starts a run, no other run starts by itself.
  package var occurrences: [Arrival] = []
  /// How long it takes to go back to the last succeeded revision.
  package var rollbackDuration: Distribution = .fixed(0)
  /// How many runs to sample; nil for a single one.
  package var sampleRuns: Int?
  /// How the execution is started, for a deployment.
  package var execution = ExecutionRequest()
  /// The deployment and its manager.
  package var deployment = DeploymentSetup()
  /// What must come out.
  package var expectations: [Expectation] = []
  /// Its text in the scenario file.
  package var range: TextRange?

  /// A dry run.
  package init(name: String = "dry run") { self.name = name }
}

/// A file of scenarios, with what they share.
package struct ScenarioSuite: Sendable {
  /// The workflows' paths or globs as written.
  package var workflows: [Located<String>] = []
  /// What every scenario starts from: its clock, seed, directory, defaults and mocks.
  package var base = Scenario()
  /// The scenarios, as written: without what they share.
  package var scenarios: [Scenario] = []
  /// The share of steps, in per cent, that the scenarios must run.
  package var requiredStepCoverage: Double?
  /// The share of branches, in per cent, that the scenarios must take.
  package var requiredBranchCoverage: Double?
  /// What must hold in every run.
  package var properties: [Property] = []
  /// The places of `properties` in the scenario file, in their order.
  package var propertyRanges: [TextRange] = []

  /// A file without scenarios.
  package init() {}

  /// The shared mocks and a scenario's own, which win step by step.
  package static func merged(_ shared: [Mock], _ own: [Mock]) -> [Mock] {
    let names = Set(own.map(\.step))
    return shared.filter { !names.contains($0.step) } + own
  }
}

/// A property of every possible run (`prove:`).
package enum Property: Hashable, Sendable {
  /// A step really runs only after an approval was granted.
  case requires(step: String, granted: String)
  /// A step really runs only after some approval was granted.
  case gated(step: String)
  /// When one step succeeds, another runs later.
  case leadsTo(from: String, to: String)
  /// A step runs in every run, unless the run ends in one of these states.
  case alwaysRuns(step: String, unless: [RunState])
  /// A step runs in no run.
  case never(step: String)
  /// Two steps never run at the same time.
  case notTogether([String])
  /// No two steps change one state at the same time.
  case exclusiveState
  /// Every run ends within so long.
  case endsWithin(Milliseconds)
  /// Every step runs in some run.
  case noDeadStep
  /// Every run ends.
  case noDeadlock
  /// No plan is applied that another change has overtaken.
  case freshPlans
  /// Nobody alone both starts a run and lets it change a protected environment.
  case separationOfDuties
}
