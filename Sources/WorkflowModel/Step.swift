// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The index of a step in `Workflow.steps`.
package typealias StepIndex = Int

/// What happens to the run when a step fails.
package enum FailurePolicy: String, Hashable, Sendable, CaseIterable {
  /// The run ends as failed once running steps have ended.
  case stop
  /// The failure counts as handled.
  case `continue`
  /// The deployment goes back to its last succeeded revision.
  case rollback
}

/// How a step is tried again.
package struct RetryPolicy: Sendable {
  /// How delays grow.
  package enum Backoff: String, Hashable, Sendable, CaseIterable {
    /// Each delay is the same.
    case constant
    /// Each delay is twice the one before.
    case exponential
  }

  /// The mapping's text.
  package var range: TextRange
  /// All tries, the first one included; at least 1.
  package var attempts: Located<Int64>?
  /// The pause before the second try.
  package var delay: Located<Milliseconds>?
  /// How pauses grow; constant unless said.
  package var backoff: Located<Backoff>?
  /// The longest pause.
  package var maximumDelay: Located<Milliseconds>?

  /// A policy that says nothing yet.
  package init(range: TextRange) { self.range = range }
}

/// Another step's id where a step refers to it.
package struct StepReference: Hashable, Sendable {
  /// The id as written, with its place.
  package var id: Located<String>
  /// The step that it names among those that may be named here; nil for an unknown one.
  package var target: StepIndex?

  /// Makes a reference.
  package init(id: Located<String>, target: StepIndex? = nil) {
    self.id = id
    self.target = target
  }
}

/// Why one step waits for another.
package enum DependencyOrigin: Hashable, Sendable {
  /// `needs` says so; the index is the one in `Step.needs`.
  case explicit(Int)
  /// It is listed behind the other.
  case order
  /// The other is the condition that names it as a branch target.
  case branch
}

/// One resolved edge of the dependency graph.
package struct Dependency: Hashable, Sendable {
  /// The step that must have ended.
  package var step: StepIndex
  /// Why.
  package var origin: DependencyOrigin

  /// Makes an edge.
  package init(step: StepIndex, origin: DependencyOrigin) {
    self.step = step
    self.origin = origin
  }
}

/// A branch of a condition that names a step as its target.
package struct BranchMembership: Hashable, Sendable {
  /// The condition.
  package var condition: StepIndex
  /// The case's index; the number of cases stands for `else`.
  package var branch: Int

  /// Makes a membership.
  package init(condition: StepIndex, branch: Int) {
    self.condition = condition
    self.branch = branch
  }
}

/// One step of a workflow, of any nesting depth; made from a draft.
package final class Step: Sendable {
  /// Its place in `Workflow.steps`.
  package let index: StepIndex
  /// The whole step's text.
  package let range: TextRange
  /// The step's mapping.
  package let syntax: SyntaxReference
  /// Its id.
  package let id: Located<String>?
  /// What people call it.
  package let name: Located<String>?
  /// Its type as written.
  package let type: Located<String>?
  /// `needs` as written.
  package let needs: [StepReference]
  /// The text of `needs`, key and value; nil where there is none and the list's order holds.
  package let needsRange: TextRange?
  /// `if`: an index into `Workflow.expressions`.
  package let condition: Int?
  /// How long it may take.
  package let timeout: Located<Milliseconds>?
  /// How it is tried again.
  package let retry: RetryPolicy?
  /// What its failure does; the workflow's policy unless said.
  package let onFailure: Located<FailurePolicy>?
  /// The environment it changes; the workflow's unless said.
  package let environment: Located<String>?
  /// Its own variables.
  package let variables: [DataEntry]
  /// Outputs that it declares: name and type as written.
  package let declaredOutputs: [OutputDeclaration]
  /// How long a simulation takes for it when no mock says.
  package let expectedDuration: Located<Milliseconds>?
  /// What it does.
  package let action: StepAction
  /// The list that holds it, an index into `Workflow.lists`.
  package let list: Int
  /// The step that it waits for, resolved: explicit ones in the order written, or the implicit one.
  package let dependencies: [Dependency]
  /// The branches that name it.
  package let branches: [BranchMembership]

  /// The step that a draft has become.
  package init(_ draft: consuming StepDraft) {
    index = draft.index
    range = draft.range
    syntax = draft.syntax
    id = draft.id
    name = draft.name
    type = draft.type
    needs = draft.needs
    needsRange = draft.needsRange
    condition = draft.condition
    timeout = draft.timeout
    retry = draft.retry
    onFailure = draft.onFailure
    environment = draft.environment
    variables = draft.variables
    declaredOutputs = draft.declaredOutputs
    expectedDuration = draft.expectedDuration
    action = draft.action
    list = draft.list
    dependencies = draft.dependencies
    branches = draft.branches
  }

  /// How people read of it: its name, else its id, else its position.
  package var displayName: String { name?.value ?? id?.value ?? "step \(index + 1)" }
}

/// An output that a step declares.
package struct OutputDeclaration: Sendable {
  /// The output's name.
  package var name: Located<String>
  /// Its type as written: `string`, `number`, …
  package var type: Located<String>?

  /// Makes a declaration.
  package init(name: Located<String>, type: Located<String>?) {
    self.name = name
    self.type = type
  }
}

/// A list of steps: the workflow's own, or a group's or loop's.
package struct StepList: Sendable {
  /// What a step without `needs` waits for.
  package enum Order: Hashable, Sendable {
    /// The step listed before it.
    case sequence
    /// Nothing.
    case parallel
  }

  /// The group or loop that owns it; nil for the workflow's own.
  package var owner: StepIndex?
  /// Its steps in the order written.
  package var steps: [StepIndex] = []
  /// What a step without `needs` waits for.
  package var order: Order

  /// Makes an empty list.
  package init(owner: StepIndex?, order: Order) {
    self.owner = owner
    self.order = order
  }
}
