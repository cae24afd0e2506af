// SPDX-License-Identifier: Apache-2.0
package import Expression
package import SourceText
package import WorkflowModel

/// What one try of a step comes to.
package struct MockOutcome: Sendable {
  /// What a try ends as.
  package enum Status: String, Hashable, Sendable, CaseIterable {
    /// It succeeds.
    case success
    /// It fails.
    case failed
    /// The step is skipped.
    case skipped
    /// The step never ends by itself: only a timeout or a cancellation ends it.
    case hangs
  }

  /// How long it takes; the scenario's default duration unless said.
  package var duration: Distribution?
  /// What it ends as.
  package var status: Status = .success
  /// Why it fails, or what it says.
  package var message: String?
  /// The chance, 0 to 1, that it fails although `status` is success.
  package var failureRate: Double = 0
  /// What it results in, in the order written.
  package var outputs: [(name: String, value: CELValue)] = []
  /// Whether a failure is final, whatever retries are left.
  package var isPermanent = false
  /// The pause before the next try that a failure asks for; what the operation or the manager says unless said.
  package var retryAfter: Milliseconds?
  /// Whether the operation itself asks to be run again, which is no failure.
  package var isRescheduled = false
  /// How many tries in a row end so; at least 1.
  package var repetitions: Int = 1
  /// Its text in the scenario file.
  package var range: TextRange?

  /// A success that says nothing more.
  package init() {}

  /// A success after a fixed span.
  package init(duration: Milliseconds, outputs: [(name: String, value: CELValue)] = []) {
    self.duration = .fixed(duration)
    self.outputs = outputs
  }

  /// A failure after a fixed span.
  package init(duration: Milliseconds, failing message: String) {
    self.duration = .fixed(duration)
    status = .failed
    self.message = message
  }
}

/// One person's answer to an approval.
package struct MockDecision: Sendable {
  /// What they say.
  package enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Yes.
    case approve
    /// No.
    case reject
  }

  /// How long after they were asked, milliseconds.
  package var after: Milliseconds
  /// Who.
  package var person: String
  /// What they say.
  package var verdict: Verdict
  /// What they say to it.
  package var comment: String?
  /// Its text in the scenario file.
  package var range: TextRange?

  /// Makes a decision.
  package init(
    after: Milliseconds, person: String, verdict: Verdict = .approve, comment: String? = nil, range: TextRange? = nil
  ) {
    self.after = after
    self.person = person
    self.verdict = verdict
    self.comment = comment
    self.range = range
  }
}

/// What the world does when a step runs.
package struct Mock: Sendable {
  /// The step's id, or an instance's: `build`, `build[1]`.
  package var step: String
  /// The outcomes of its tries in order. Empty for an approval that only has decisions, or a call that only has `child`.
  package var outcomes: [MockOutcome] = []
  /// Whether `outcomes` is a list of tries that may run out; otherwise its one outcome is every try's.
  package var isSequence = false
  /// The answers to an approval; nil where the mock does not speak of any.
  package var decisions: [MockDecision]?
  /// The mocks of the workflow that a call runs; nil where the mock does not speak of any.
  package var child: [Mock]?
  /// Its text in the scenario file.
  package var range: TextRange?

  /// A mock that says nothing: a success after the default duration.
  package init(step: String) { self.step = step }

  /// One outcome for every try.
  package init(_ step: String, _ outcome: MockOutcome) {
    self.step = step
    outcomes = [outcome]
  }

  /// Outcomes of the tries in order.
  package init(_ step: String, attempts: [MockOutcome]) {
    self.step = step
    outcomes = attempts
    isSequence = true
  }

  /// The answers to an approval.
  package init(_ step: String, decisions: [MockDecision]) {
    self.step = step
    self.decisions = decisions
  }
}

/// A reply to the HTTP requests that match, for `http` steps without a mock; the first match wins.
package struct HTTPMock: Sendable {
  /// The method; any unless said.
  package var method: String?
  /// The URL; `*` stands for any text.
  package var url: String
  /// The status code.
  package var status: Int64
  /// The body.
  package var body: CELValue?
  /// The headers.
  package var headers: [(name: String, value: String)] = []
  /// How long the reply takes; the scenario's default duration unless said.
  package var duration: Distribution?
  /// Its text in the scenario file.
  package var range: TextRange?

  /// Makes a reply.
  package init(method: String? = nil, url: String, status: Int64, duration: Distribution? = nil) {
    self.method = method
    self.url = url
    self.status = status
    self.duration = duration
  }
}
