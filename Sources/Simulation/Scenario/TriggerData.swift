// SPDX-License-Identifier: Apache-2.0
package import Expression
package import SourceText
package import WorkflowModel

/// What started a run: the facts that expressions read as `trigger`, `body`, `incident`.
package struct TriggerData: Sendable {
  /// The trigger's type as files write it: `manual`, `schedule`, `webhook`, `git_push`, `incident`, `workflow`.
  package var type: String
  /// Who caused it.
  package var actor: String?
  /// The branch of a push.
  package var branch: String?
  /// The tag of a push.
  package var tag: String?
  /// The repository of a push.
  package var repository: String?
  /// The changed files of a push.
  package var paths: [String] = []
  /// The commit's id.
  package var commitID: String?
  /// The commit's message.
  package var commitMessage: String?
  /// The commit's author.
  package var commitAuthor: String?
  /// The commit's status, `success`, `pending` or `failing`; nil where the scenario does not say.
  package var commitStatus: String?
  /// The body of a webhook.
  package var body: CELValue?
  /// The headers of a webhook.
  package var headers: CELValue?
  /// The members of an incident.
  package var incident: [(name: String, value: CELValue)] = []
  /// The workflow whose end started this run.
  package var upstream: String?
  /// Values for the inputs.
  package var inputs: [(name: String, value: CELValue)] = []
  /// Its text in the scenario file.
  package var range: TextRange?

  /// A trigger of which only the type is known.
  package init(type: String) { self.type = type }
}

/// A run that starts at some time of a scenario.
package struct Arrival: Sendable {
  /// When it comes.
  package enum Time: Sendable {
    /// So long after the clock's start, milliseconds.
    case at(Milliseconds)
    /// Whenever the workflow's schedules fire in `from ..< until`, milliseconds since 1970.
    case cron(from: Milliseconds, until: Milliseconds)
  }

  /// When.
  package var time: Time
  /// What starts it; nil for the first trigger of the workflow, and for schedules.
  package var trigger: TriggerData?
  /// The workflow's name; every workflow that the trigger starts unless said.
  package var workflow: String?
  /// Whether it starts although its group is busy (`--force`).
  package var isForced = false
  /// How it starts an execution of a deployment.
  package var execution = ExecutionRequest()
  /// Its text in the scenario file.
  package var range: TextRange?

  /// Makes an arrival.
  package init(_ time: Time, trigger: TriggerData? = nil, workflow: String? = nil, range: TextRange? = nil) {
    self.time = time
    self.trigger = trigger
    self.workflow = workflow
    self.range = range
  }
}
