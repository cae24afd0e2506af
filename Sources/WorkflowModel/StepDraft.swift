// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A step while its document is lowered: `Step` with everything still open to change.
package struct StepDraft: Sendable {
  /// Its place in `Workflow.steps`.
  package var index: StepIndex
  /// The whole step's text.
  package var range: TextRange
  /// The step's mapping.
  package var syntax: SyntaxReference
  /// Its id.
  package var id: Located<String>?
  /// What people call it.
  package var name: Located<String>?
  /// Its type as written.
  package var type: Located<String>?
  /// `needs` as written.
  package var needs: [StepReference] = []
  /// The text of `needs`, key and value; nil where there is none and the list's order holds.
  package var needsRange: TextRange?
  /// `if`: an index into `Workflow.expressions`.
  package var condition: Int?
  /// How long it may take.
  package var timeout: Located<Milliseconds>?
  /// How it is tried again.
  package var retry: RetryPolicy?
  /// What its failure does; the workflow's policy unless said.
  package var onFailure: Located<FailurePolicy>?
  /// The environment it changes; the workflow's unless said.
  package var environment: Located<String>?
  /// Its own variables.
  package var variables: [DataEntry] = []
  /// Outputs that it declares: name and type as written.
  package var declaredOutputs: [OutputDeclaration] = []
  /// How long a simulation takes for it when no mock says.
  package var expectedDuration: Located<Milliseconds>?
  /// What it does.
  package var action: StepAction = .unknown
  /// The list that holds it, an index into `Workflow.lists`.
  package var list: Int = 0
  /// The step that it waits for, resolved: explicit ones in the order written, or the implicit one.
  package var dependencies: [Dependency] = []
  /// The branches that name it.
  package var branches: [BranchMembership] = []

  /// Makes a step that says nothing yet.
  package init(index: StepIndex, range: TextRange, syntax: SyntaxReference) {
    self.index = index
    self.range = range
    self.syntax = syntax
  }
}
