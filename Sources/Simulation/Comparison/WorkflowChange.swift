// SPDX-License-Identifier: Apache-2.0

/// One thing that differs for an operator between two versions of a workflow.
package struct WorkflowChange: Hashable, Sendable {
  /// Whether less or more stands between a run and what it changes.
  package enum Effect: String, Hashable, Sendable, CaseIterable {
    /// Less is asked, or more is let through.
    case weakened
    /// More is asked, or less is let through.
    case strengthened
    /// Neither.
    case changed
  }

  /// What it is about.
  package enum Topic: String, Hashable, Sendable, CaseIterable {
    /// Approvals, quorums, who may approve.
    case gate
    /// Ways to what is protected.
    case path
    /// How long things may take.
    case timeout
    /// What starts runs, and when.
    case trigger
    /// What waits for what.
    case order
    /// What happens after failures.
    case failure
    /// Runs beside each other.
    case concurrency
    /// Steps, inputs and everything else.
    case content
  }

  /// Whether it weakens.
  package var effect: Effect
  /// What it is about.
  package var topic: Topic
  /// What changed, in words.
  package var text: String

  /// Makes a change.
  package init(_ effect: Effect, _ topic: Topic, _ text: String) {
    self.effect = effect
    self.topic = topic
    self.text = text
  }
}
