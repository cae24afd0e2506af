// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What starts a workflow.
package struct Trigger: Sendable {
  /// The whole trigger's text.
  package var range: TextRange
  /// The trigger's mapping.
  package var syntax: SyntaxReference
  /// Its type as written.
  package var type: Located<String>?
  /// The type, where it is known.
  package var kind: TriggerKind?
  /// What it hands to the workflow: literals of a schedule, expressions of a webhook, an incident or a chain.
  package var inputs: [TriggerInput] = []
  /// `inputs` of a manual trigger: the names it asks for; nil where it asks for all.
  package var askedInputs: [Located<String>]?
  /// `filter`: an index into `Workflow.expressions`.
  package var filter: Int?

  /// A trigger that says nothing yet.
  package init(range: TextRange, syntax: SyntaxReference) {
    self.range = range
    self.syntax = syntax
  }
}

/// An input that a trigger supplies.
package struct TriggerInput: Sendable {
  /// The input's name.
  package var name: Located<String>
  /// Its value: literal, or nil where an expression computes it.
  package var literal: DataValue?
  /// The expression: an index into `Workflow.expressions`.
  package var expression: Int?

  /// Makes an input.
  package init(name: Located<String>, literal: DataValue?, expression: Int?) {
    self.name = name
    self.literal = literal
    self.expression = expression
  }
}

/// The kinds of trigger, with what is special to each.
package enum TriggerKind: Sendable {
  /// Someone presses "Run".
  case manual(allow: [Located<String>])
  /// A clock.
  case schedule(ScheduleTrigger)
  /// An HTTP request.
  case webhook(WebhookTrigger)
  /// A push to a repository.
  case gitPush(GitPushTrigger)
  /// An incident in a cluster.
  case incident(IncidentTrigger)
  /// The end of another workflow's run.
  case workflow(WorkflowTrigger)
}

/// `schedule`.
package struct ScheduleTrigger: Sendable {
  /// The cron expression.
  package var cron: Located<String>?
  /// The time zone.
  package var timezone: Located<String>?
  /// How far a start may be put off.
  package var jitter: Located<Milliseconds>?

  /// A trigger that says nothing yet.
  package init() {}
}

/// `webhook`.
package struct WebhookTrigger: Sendable {
  /// The scheme of `auth`.
  package var scheme: Located<String>?
  /// The payload's fields: name and type.
  package var payload: [OutputDeclaration] = []
  /// Addresses that may call.
  package var allowedAddresses: [Located<String>] = []

  /// A trigger that says nothing yet.
  package init() {}
}

/// `git_push`.
package struct GitPushTrigger: Sendable {
  /// The repository; the one that holds the file unless said.
  package var repository: Located<String>?
  /// Globs of branches.
  package var branches: [Located<String>] = []
  /// Globs of tags.
  package var tags: [Located<String>] = []
  /// Globs of changed files.
  package var paths: [Located<String>] = []
  /// Whether a commit with a pending or failing status does not start a run.
  package var requiresSuccess = false

  /// A trigger that says nothing yet.
  package init() {}
}

/// `incident`.
package struct IncidentTrigger: Sendable {
  /// `created`, `acknowledged`, `resolved`, `escalated`.
  package var events: [Located<String>] = []
  /// Severities.
  package var severities: [Located<String>] = []
  /// Namespaces.
  package var namespaces: [Located<String>] = []
  /// Reasons.
  package var reasons: [Located<String>] = []

  /// A trigger that says nothing yet.
  package init() {}
}

/// `workflow`.
package struct WorkflowTrigger: Sendable {
  /// The other workflow's name.
  package var workflow: Located<String>?
  /// The statuses that start this one; success unless said.
  package var statuses: [Located<String>] = []

  /// A trigger that says nothing yet.
  package init() {}
}
