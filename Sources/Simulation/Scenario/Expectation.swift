// SPDX-License-Identifier: Apache-2.0
package import Expression
package import SourceText
package import WorkflowModel

/// Bounds of an amount, both inclusive; an exact one has equal bounds.
package struct Bounds<Amount: Comparable & Sendable & Hashable>: Hashable, Sendable {
  /// The smallest that is right; nil for no limit.
  package var minimum: Amount?
  /// The largest that is right; nil for no limit.
  package var maximum: Amount?

  /// Makes bounds.
  package init(minimum: Amount? = nil, maximum: Amount? = nil) {
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Exactly this.
  package static func exactly(_ amount: Amount) -> Self { Self(minimum: amount, maximum: amount) }

  /// Whether an amount is within.
  package func contains(_ amount: Amount) -> Bool {
    if let minimum, amount < minimum { return false }
    if let maximum, amount > maximum { return false }
    return true
  }
}

/// What must come out for one step.
package struct StepExpectation: Sendable {
  /// The step's id or an instance's.
  package var step: String
  /// Its final state.
  package var state: StepState?
  /// Its reason as text, `timed_out`.
  package var reason: String?
  /// From its start to its end, milliseconds.
  package var duration: Bounds<Milliseconds>?
  /// How many tries it took.
  package var attempts: Bounds<Int64>?
  /// Outputs that it must have, among others.
  package var outputs: [(name: String, value: CELValue)] = []
  /// Its text in the scenario file.
  package var range: TextRange?

  /// Expects nothing yet.
  package init(_ step: String) { self.step = step }
}

/// One thing that must come out.
package struct Expectation: Sendable {
  /// What it is about.
  package enum Kind: Sendable {
    /// The run's final state.
    case status(RunState)
    /// An execution's final status in its product's words.
    case execution(ExecutionStatus)
    /// The run's reason as text, `step_failed`.
    case reason(String)
    /// From the run's start to its end, milliseconds.
    case duration(Bounds<Milliseconds>)
    /// A step.
    case step(StepExpectation)
    /// These steps started in this order, among others.
    case order([String])
    /// These steps never started.
    case never([String])
    /// These steps started.
    case ran([String])
    /// All steps of each list ran at one time.
    case parallel([[String]])
    /// The critical path, from first to last.
    case criticalPath([String])
    /// The messages that were sent, each a part of one, in order.
    case notifications([String])
    /// How many runs ended with a status or reason.
    case runs(outcome: String, count: Bounds<Int64>)
    /// A percentile, 0 to 100, of the sampled runs' durations.
    case percentile(Double, Bounds<Milliseconds>)
    /// The share of sampled runs that succeeded, 0 to 1.
    case successRate(Bounds<Double>)
    /// Printed output equals a golden text once runs of blanks are one.
    case output(RenderedOutput, text: String)
    /// A CEL condition over `run` and `steps`.
    case check(String)
  }

  /// What it is about.
  package var kind: Kind
  /// Its text in the scenario file.
  package var range: TextRange?

  /// Makes an expectation.
  package init(_ kind: Kind, range: TextRange? = nil) {
    self.kind = kind
    self.range = range
  }
}

/// The texts that a run prints.
package enum RenderedOutput: String, Hashable, Sendable, CaseIterable {
  /// The result table.
  case table
  /// The notice for a channel.
  case notice
  /// The timeline.
  case timeline
}
