// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Whether a workflow runs on its triggers.
package enum WorkflowStatus: String, Hashable, Sendable, CaseIterable {
  /// Runs on its triggers.
  case active
  /// Runs by hand only.
  case paused
  /// Does not run.
  case draft
}

/// What happens to a second run of a group while one is running.
package enum ConcurrencyPolicy: String, Hashable, Sendable, CaseIterable {
  /// It is refused.
  case reject
  /// It waits.
  case queue
  /// The running one is cancelled.
  case replace
  /// Both run.
  case allow
}

/// An input that a workflow declares.
package struct InputDeclaration: Sendable {
  /// The input's name.
  package var name: Located<String>
  /// The declaration's text, without the name.
  package var range: TextRange
  /// Its type as written: `string`, `number`, `integer`, `boolean`, `list`, `map`; string unless said.
  package var type: Located<String>?
  /// The values it may have.
  package var options: [DataValue] = []
  /// A regular expression that a string must match.
  package var pattern: Located<String>?
  /// The smallest number.
  package var minimum: DataValue?
  /// The largest number.
  package var maximum: DataValue?
  /// The value where none is given.
  package var defaultValue: DataValue?
  /// Whether a run cannot start without it.
  package var isRequired = false
  /// What people are told of it.
  package var documentation: String?

  /// A declaration that says nothing yet.
  package init(name: Located<String>, range: TextRange) {
    self.name = name
    self.range = range
  }

  /// Whether a run cannot start unless someone gives a value.
  package var isNeeded: Bool { isRequired && defaultValue == nil }
}

/// One workflow, whatever dialect it is written in, with the place of every value.
///
/// Lowering always gives one: what a broken document does not say is nil or empty.
package struct Workflow: Sendable {
  /// The dialect's name: `native`, `kubevela`, `cloudify`.
  package var dialect: String
  /// The whole document's text.
  package var range: TextRange
  /// The document's root node.
  package var syntax: SyntaxReference
  /// Its name, unique in a workspace.
  package var name: Located<String>?
  /// What people are told of it.
  package var documentation: Located<String>?
  /// Whether it runs on its triggers; draft unless said.
  package var status: Located<WorkflowStatus>?
  /// What a run changes.
  package var deployment: Located<String>?
  /// The environment that it changes.
  package var environment: Located<String>?
  /// How long a run may take.
  package var timeout: Located<Milliseconds>?
  /// The group in which runs exclude each other; the deployment, else the workflow's name, unless said.
  package var concurrencyGroup: Located<String>?
  /// What happens to a second run; reject unless said.
  package var concurrencyPolicy: Located<ConcurrencyPolicy>?
  /// Its inputs.
  package var inputs: [InputDeclaration] = []
  /// The text of `inputs`, key and value.
  package var inputsRange: TextRange?
  /// Its variables.
  package var variables: [DataEntry] = []
  /// What starts it.
  package var triggers: [Trigger] = []
  /// The text of `triggers`, key and value; nil where there is none.
  package var triggersRange: TextRange?
  /// All steps, nested ones included, in the order written.
  package var steps: [Step] = []
  /// All lists of steps; the first is the workflow's own.
  package var lists: [StepList] = []
  /// What a step's failure does; stop unless said.
  package var onFailure: Located<FailurePolicy>?
  /// What a run results in.
  package var outputs: [DataEntry] = []
  /// Every expression of the document, in document order.
  package var expressions: [ExpressionSite] = []
  /// How a controller runs it tick by tick; nil for workflows whose steps follow each other by events.
  package var reconciled: ReconciledWorkflow?
  /// The deployment whose workflows run, for a blueprint; nil for everything else.
  package var model: DeploymentModel?

  /// A workflow that says nothing yet.
  package init(dialect: String, range: TextRange, syntax: SyntaxReference) {
    self.dialect = dialect
    self.range = range
    self.syntax = syntax
  }
}
