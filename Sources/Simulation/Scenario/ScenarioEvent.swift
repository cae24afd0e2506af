// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import WorkflowModel

/// Something that someone does to a run from outside.
package struct ScenarioEvent: Sendable {
  /// What they do.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// No further step starts.
    case pause
    /// Steps start again.
    case resume
    /// Running steps are cancelled; steps whose `if` lets them run clean up.
    case cancel
    /// Everything ends at once.
    case terminate
    /// The run ends and the deployment goes back to its last succeeded revision.
    case rollback
    /// A suspended step goes on.
    case `continue`
    /// What did not succeed is run again.
    case retry
    /// A step and all that follows is run again.
    case retryFrom = "retry_from"
    /// An execution's worker stops waiting for what runs on agents.
    case forceCancel = "force_cancel"
    /// An execution's processes are killed, with their operations.
    case kill
    /// An execution is taken up again, and what was under way is run again.
    case forceResume = "force_resume"

    /// Whether only executions of deployments know it.
    package var isOfDeployments: Bool { self == .forceCancel || self == .kill || self == .forceResume }
  }

  /// When, milliseconds after the clock's start.
  package var at: Milliseconds
  /// What.
  package var kind: Kind
  /// The step it is about; nil for the run.
  package var step: String?
  /// Which run of the scenario, in the order in which they came; the first unless said.
  package var run: Int = 0
  /// Who does it.
  package var actor: String?
  /// Its text in the scenario file.
  package var range: TextRange?

  /// Makes an event.
  package init(at: Milliseconds, _ kind: Kind, step: String? = nil, run: Int = 0, range: TextRange? = nil) {
    self.at = at
    self.kind = kind
    self.step = step
    self.run = run
    self.range = range
  }
}
