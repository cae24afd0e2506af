// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension DeploymentSimulation {
  mutating func prepareMocks() {
    let declared = Set(setup.workflows.flatMap { $0.steps.flatMap { $0 } })
    for (place, mock) in scenario.mocks.enumerated() {
      let isKnown: Bool
      if mock.step.utf8.contains(0x2A) {
        patterns.append((mock.step, place))
        isKnown =
          model.knows { WildcardText.matches(mock.step, $0) }
          || declared.contains { WildcardText.matches(mock.step, $0) }
      } else {
        mocks[mock.step] = place
        isKnown = model.knows(mock.step) || declared.contains(mock.step)
      }
      guard !isKnown else { continue }
      usedMocks.insert(place)
      trace.problems.append(
        ScenarioProblem(
          .error, "the scenario mocks `\(mock.step)`, and the deployment has no operation and no workflow of that name",
          range: mock.range))
    }
  }

  /// The mock of a task: that of its most exact name; behind all names the last pattern that fits.
  private mutating func mock(_ task: GraphTask) -> Mock? {
    for name in task.names {
      guard let place = mocks[name] else { continue }
      usedMocks.insert(place)
      return scenario.mocks[place]
    }
    guard
      let found = patterns.last(where: { entry in
        task.names.contains { WildcardText.matches(entry.pattern, $0) }
      })
    else { return nil }
    usedMocks.insert(found.mock)
    return scenario.mocks[found.mock]
  }

  /// What a task's current try comes to and how long that takes; nil for never.
  mutating func draw(_ run: Int, _ place: Int) -> (outcome: MockOutcome, span: Milliseconds?) {
    let task = executions[run].graph.tasks[place]
    let tries = executions[run].tasks[place].tries
    var outcome = MockOutcome()
    let mock = mock(task)
    if let mock {
      var left = mock.isSequence ? tries : 1
      var found: MockOutcome? = mock.outcomes.isEmpty ? outcome : nil
      for candidate in mock.outcomes where found == nil {
        left -= mock.isSequence ? max(1, candidate.repetitions) : 1
        if left <= 0 { found = candidate }
      }
      guard let found else {
        let name = task.names.first ?? ""
        trace.problems.append(
          ScenarioProblem(
            .error, "`\(name)` makes try \(tries), and its mock names fewer", range: mock.range ?? scenario.range))
        outcome = MockOutcome(duration: 0, failing: "the scenario names fewer tries than were made")
        outcome.isPermanent = true
        return (outcome, 0)
      }
      outcome = found
    } else if scenario.unmocked == .error, !task.isAgents {
      unmocked[task.origin, default: 0] += 1
      outcome = MockOutcome(duration: 0, failing: "the scenario does not say what this task does")
      outcome.isPermanent = true
      return (outcome, 0)
    }
    let key = KeyedRandom.key(of: task.names.first ?? "")
    func random(_ purpose: KeyedRandom.Purpose) -> KeyedRandom {
      KeyedRandom(
        seed: scenario.seed, run: (sample &<< 20) &+ UInt64(truncatingIfNeeded: run), step: key,
        attempt: UInt64(truncatingIfNeeded: tries), purpose: purpose)
    }
    var chance = random(.failure)
    if outcome.status == .success, outcome.failureRate > 0, chance.uniform() < outcome.failureRate {
      outcome.status = .failed
    }
    if outcome.status == .hangs { return (outcome, nil) }
    var draws = random(.duration)
    let span = (outcome.duration ?? scenario.defaultDuration).map { $0.fixedSpan ?? draws.draw($0) } ?? 1_000
    return (outcome, span)
  }

  mutating func reportMocks() {
    for (place, mock) in scenario.mocks.enumerated() where !usedMocks.contains(place) {
      trace.problems.append(ScenarioProblem(.warning, "the mock of `\(mock.step)` is not used", range: mock.range))
    }
    for name in unmocked.keys.sorted() {
      let origin = plan.deploymentOrigins[name]
      trace.problems.append(
        ScenarioProblem(
          .error, "`\(name)` runs, and the scenario has no mock of it", suggestion: "\(name): {duration: 10s}",
          range: scenario.range, workflow: index,
          workflowRange: origin.flatMap { base.steps.indices.contains($0) ? base.steps[$0].id?.range : nil }))
    }
  }
}
