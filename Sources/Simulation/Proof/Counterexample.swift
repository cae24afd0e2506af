// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// A run in which a property does not hold.
package struct Counterexample: Sendable {
  /// What the world does in it.
  package var scenario: Scenario
  /// What is taken for true or false of the conditions that nobody knows, in their order.
  package var assumed: [(text: String, value: Bool)]
  /// Whether the scenario alone, without assumptions, makes the simulator run it.
  package var isReplayable: Bool
  /// The simulation.
  package var result: SimulationResult

  /// The run step by step, as a timeline.
  package var story: String {
    result.runs.map { result.timeline(of: $0) }.joined(separator: "\n\n")
  }
}

/// What is known of a property.
package enum PropertyVerdict: Sendable {
  /// It holds in every run; why, in words.
  case proved(String)
  /// It does not hold; why, in words, with a run where one shows it.
  case refuted(String, Counterexample?)
  /// Neither was found within the bounds; what is missing, in words.
  case notProved(String)
  /// It speaks of something that the workflow does not have.
  case meaningless(String)

  /// The verdict in a word or two.
  package var word: String {
    switch self {
    case .proved: "proved"
    case .refuted: "refuted"
    case .notProved: "not proved"
    case .meaningless: "meaningless"
    }
  }

  /// What is said of it.
  package var text: String {
    switch self {
    case .proved(let text), .refuted(let text, _), .notProved(let text), .meaningless(let text): text
    }
  }

  /// The run that shows it; nil where there is none.
  package var counterexample: Counterexample? {
    if case .refuted(_, let run) = self { run } else { nil }
  }
}

extension Property {
  /// The property as `prove:` writes it.
  package var text: String {
    switch self {
    case .requires(let step, let approval): "requires: {step: \(step), granted: \(approval)}"
    case .gated(let step): "requires: {step: \(step)}"
    case .leadsTo(let from, let to): "leads_to: {from: \(from), to: \(to)}"
    case .alwaysRuns(let step, let states):
      "always_runs: \(step)" + (states.isEmpty ? "" : ", unless: [\(states.map(\.text).joined(separator: ", "))]")
    case .never(let step): "never: \(step)"
    case .notTogether(let steps): "not_together: [\(steps.joined(separator: ", "))]"
    case .exclusiveState: "exclusive_state"
    case .endsWithin(let span): "ends_within: \(DurationText.short(span).filter { $0 != " " })"
    case .noDeadStep: "no_dead_step"
    case .noDeadlock: "no_deadlock"
    case .freshPlans: "no_stale_plan"
    case .separationOfDuties: "separation_of_duties"
    }
  }
}
