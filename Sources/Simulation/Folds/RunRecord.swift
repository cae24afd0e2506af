// SPDX-License-Identifier: Apache-2.0
package import Expression
package import WorkflowModel

/// What became of one step instance: a fold over the trace.
package struct StepRecord: Sendable {
  /// The instance, an index into `Trace.instances`.
  package var instance: Int
  /// The step's index in its workflow.
  package var step: StepIndex
  /// Its name: `plan`, `build[1]`.
  package var name: String
  /// The instance of the group or loop around it.
  package var owner: Int?
  /// The round of the loop around it, from 0.
  package var round: Int?
  /// Its state at the end.
  package var state = StepState.pending
  /// Why.
  package var reason = Reason.none
  /// The instance behind the reason.
  package var related: Int?
  /// What it said at its end.
  package var message: String?
  /// When all that it needs had ended, milliseconds after the clock's start.
  package var readyAt: Milliseconds?
  /// When it started, or was asked.
  package var startedAt: Milliseconds?
  /// When it ended.
  package var endedAt: Milliseconds?
  /// How many tries it made.
  package var attempts = 0
  /// The need that ended last.
  package var cause: Int?
  /// A condition's branch; the number of cases stands for `else`.
  package var branch: Int?
  /// The votes on it that counted, indices into `Trace.votes`.
  package var votes: [Int] = []
  /// The votes that did not.
  package var ignoredVotes: [Int] = []
  /// Why tries failed.
  package var failures: [String] = []
  /// What it told people.
  package var notification: String?
  /// Whether something unknown was taken for true.
  package var isAssumed = false
  /// Whether others were asked as well.
  package var isEscalated = false
  /// What it resulted in, a map.
  package var outputs: CELValue?

  /// From its start to its end, 0 for one that never started; nil while it runs.
  package var duration: Milliseconds? {
    guard let endedAt else { return nil }
    return startedAt.map { endedAt - $0 } ?? 0
  }

  /// Whether it started.
  package var hasStarted: Bool { startedAt != nil }
}

/// What became of one run: a fold over the trace.
package struct RunRecord: Sendable {
  /// The run, an index into `Trace.runs`.
  package var run: Int
  /// Its state at the end.
  package var state = RunState.pending
  /// Why.
  package var reason = Reason.none
  /// The instance behind the reason.
  package var related: Int?
  /// When it came.
  package var createdAt: Milliseconds = 0
  /// When it started; nil for one that never did.
  package var startedAt: Milliseconds?
  /// When it ended; nil for one that never did.
  package var endedAt: Milliseconds?
  /// How often it was taken up, the first time included.
  package var attempts = 0
  /// When it went back to its last succeeded revision, from and to.
  package var rollback: (start: Milliseconds, end: Milliseconds?)?
  /// Its steps, in the order of the document, rounds in their order.
  package var steps: [StepRecord] = []

  /// From its start to its end; nil for one that has not ended or never started.
  package var duration: Milliseconds? {
    guard let startedAt, let endedAt else { return nil }
    return endedAt - startedAt
  }
}

/// A simulation with what became of its runs; everything that is printed comes from here.
package struct SimulationResult: Sendable {
  /// The workflows.
  package let plan: SimulationPlan
  /// What happened.
  package let trace: Trace
  /// What became of the runs, in the order in which they came.
  package let runs: [RunRecord]
  /// The place in its run's `steps` of each instance.
  private let places: [Int]

  /// Simulates a scenario.
  package init(_ plan: SimulationPlan, _ scenario: Scenario = Scenario(), sample: UInt64 = 0) {
    self.init(plan, Simulation.run(plan, scenario, sample: sample))
  }

  /// Folds a trace. Complexity: O(events + instances · log instances).
  package init(_ plan: SimulationPlan, _ trace: Trace) {
    let plan = trace.workflows.isEmpty ? plan : plan.with(trace.workflows)
    self.plan = plan
    self.trace = trace
    var runs = trace.runs.indices.map { RunRecord(run: $0) }
    var steps = trace.instances.enumerated().map { place, instance in
      StepRecord(
        instance: place, step: Int(instance.step), name: trace.name(of: place, in: plan),
        owner: instance.owner < 0 ? nil : Int(instance.owner), round: instance.round < 0 ? nil : Int(instance.round))
    }
    for event in trace.events where event.kind != .logged {
      if event.instance < 0 {
        Self.fold(event, into: &runs[Int(event.run)])
      } else {
        Self.fold(event, into: &steps[Int(event.instance)], trace)
      }
    }
    for place in steps.indices where trace.outputs.indices.contains(place) {
      steps[place].outputs = trace.outputs[place]
    }
    let order = Self.documentOrder(steps)
    var places = [Int](repeating: 0, count: steps.count)
    for place in order {
      let run = Int(trace.instances[place].run)
      places[place] = runs[run].steps.count
      runs[run].steps.append(steps[place])
    }
    self.places = places
    self.runs = runs
  }

  /// Sorts by the places of the steps and the rounds around them, outermost first.
  private static func documentOrder(_ steps: [StepRecord]) -> [Int] {
    // Without groups and loops the order of the instances is that of the steps, run after run, most of the time.
    if steps.allSatisfy({ $0.owner == nil }) {
      let isSorted = zip(steps, steps.dropFirst()).allSatisfy { $0.step <= $1.step }
      return isSorted ? Array(steps.indices) : steps.indices.sorted { (steps[$0].step, $0) < (steps[$1].step, $1) }
    }
    var keys: [[Int]] = []
    keys.reserveCapacity(steps.count)
    for step in steps {
      // Owners come before their members.
      var key = step.owner.map { $0 < keys.count ? keys[$0] : [] } ?? []
      key.append(step.round ?? -1)
      key.append(step.step)
      keys.append(key)
    }
    return steps.indices.sorted { left, right in
      keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
    }
  }

  /// What became of an instance.
  package func record(_ instance: Int) -> StepRecord {
    runs[Int(trace.instances[instance].run)].steps[places[instance]]
  }

  /// Whether a record is what a scenario's name means: an instance, or any instance of a step.
  package func matches(_ record: StepRecord, _ name: String) -> Bool {
    record.name == name || step(of: record).id?.value == name
      || trace.otherNames.indices.contains(record.instance) && trace.otherNames[record.instance].contains(name)
  }

  /// The workflow of a run.
  package func workflow(of run: RunRecord) -> Workflow { plan.workflows[trace.runs[run.run].workflow] }

  /// The step of a record.
  package func step(of record: StepRecord) -> Step {
    plan.workflows[trace.runs[Int(trace.instances[record.instance].run)].workflow].steps[record.step]
  }

  /// How people read of an instance: its step's name, with the rounds around it.
  package func displayName(of record: StepRecord) -> String {
    let step = step(of: record)
    guard let bracket = record.name.utf8.firstIndex(of: 0x5B) else { return step.displayName }
    return step.displayName + record.name[bracket...]
  }

  private static func fold(_ event: TraceEvent, into run: inout RunRecord) {
    if let state = event.runState { run.state = state }
    run.reason = event.reason
    switch event.kind {
    case .runCreated: run.createdAt = event.time
    case .runStarted:
      run.startedAt = run.startedAt ?? event.time
      run.endedAt = nil
      run.attempts = Int(event.detail)
    case .runRefused: run.endedAt = event.time
    case .runEnded:
      run.endedAt = event.time
      run.related = event.related < 0 ? nil : Int(event.related)
    case .rollbackStarted: run.rollback = (event.time, nil)
    case .rollbackEnded: run.rollback?.end = event.time
    default: break
    }
  }

  private static func fold(_ event: TraceEvent, into step: inout StepRecord, _ trace: Trace) {
    if let state = event.stepState { step.state = state }
    switch event.kind {
    case .stepReady:
      step.readyAt = event.time
      step.cause = event.related < 0 ? nil : Int(event.related)
    case .stepStarted:
      step.startedAt = step.startedAt ?? event.time
      step.attempts += 1
    case .stepWaiting:
      if step.startedAt == nil {
        step.startedAt = event.time
        step.attempts += 1
      }
    case .attemptFailed: step.failures.append(trace.message(event.detail) ?? event.reason.text)
    case .stepEnded:
      step.endedAt = event.time
      step.reason = event.reason
      step.related = event.related < 0 ? nil : Int(event.related)
      step.message = trace.message(event.detail)
    case .stepReset:
      step.startedAt = nil
      step.endedAt = nil
      step.readyAt = nil
      step.reason = .none
      step.related = nil
      step.message = nil
    case .decision: step.votes.append(Int(event.detail))
    case .decisionIgnored: step.ignoredVotes.append(Int(event.detail))
    case .escalated: step.isEscalated = true
    case .branchChosen: step.branch = event.detail < 0 ? nil : Int(event.detail)
    case .notified: step.notification = trace.message(event.detail)
    case .assumed: step.isAssumed = true
    default: break
    }
  }
}
