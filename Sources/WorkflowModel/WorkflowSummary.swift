// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What other files need to know of a workflow.
package struct WorkflowSummary: Sendable {
  /// A place where this workflow names another one.
  package struct Link: Hashable, Sendable {
    /// The kinds of link.
    package enum Kind: Hashable, Sendable {
      /// A `call` step.
      case call
      /// A `workflow` trigger: the other one's end starts this one.
      case chain
    }

    /// How it names it.
    package var kind: Kind
    /// The other workflow's name.
    package var workflow: String
    /// The name's place in this workflow's document.
    package var range: TextRange
    /// The place as line and column, for reports about other files.
    package var start: LineColumn
    /// The statuses that a chain waits for; empty for a call.
    package var statuses: [String]
  }

  /// The document's path as it is shown.
  package var path: String
  /// The workflow's name.
  package var name: String
  /// The name's place.
  package var nameRange: TextRange
  /// The name's place as line and column.
  package var nameStart: LineColumn
  /// Whether it runs.
  package var status: WorkflowStatus
  /// Whether the document says so, and it is not only the default.
  package var isStatusGiven: Bool
  /// Whether a run can end as failed.
  package var canFail: Bool
  /// The group in which its runs exclude each other.
  package var concurrencyGroup: String
  /// What happens to a second run of the group.
  package var concurrencyPolicy: ConcurrencyPolicy
  /// Its inputs.
  package var inputs: [InputDeclaration]
  /// What starts it.
  package var triggers: [Trigger]
  /// What its steps change, in words that compare: "the project `api`"; without repetitions, in the order of the steps.
  package var changes: [String]
  /// The ids of its steps, in order; nil where other names than ids may be meant, as in dialects that have their own.
  package var steps: [String]?
  /// The names of its outputs.
  package var outputs: [String]
  /// The workflows that it names.
  package var links: [Link]
  /// Whether the file was given to the check, and not only looked up for another one.
  package var isGiven: Bool

  /// Summarises a workflow; nil for one without a name.
  package init?(_ workflow: Workflow, path: String, text: SourceText, isGiven: Bool = true) {
    guard let name = workflow.name, !name.value.isEmpty else { return nil }
    self.path = path
    self.name = name.value
    nameRange = name.range
    nameStart = text.position(of: name.range.start, unit: .utf32)
    status = workflow.status?.value ?? .draft
    concurrencyGroup = workflow.concurrencyGroup?.value ?? workflow.deployment?.value ?? name.value
    concurrencyPolicy = workflow.concurrencyPolicy?.value ?? .reject
    isStatusGiven = workflow.status != nil
    canFail = workflow.canFail
    inputs = workflow.inputs
    triggers = workflow.triggers
    changes = workflow.changes
    steps = workflow.dialect == "native" ? workflow.steps.compactMap { $0.id?.value } : nil
    outputs = workflow.outputs.map(\.key.value)
    self.isGiven = isGiven
    var links: [Link] = []
    for trigger in workflow.triggers {
      guard case .workflow(let chain) = trigger.kind, let other = chain.workflow else { continue }
      links.append(
        Link(
          kind: .chain, workflow: other.value, range: other.range,
          start: text.position(of: other.range.start, unit: .utf32),
          statuses: chain.statuses.isEmpty ? ["success"] : chain.statuses.map(\.value)))
    }
    for index in workflow.steps.indices {
      guard case .call(let call) = workflow.steps[index].action, let other = call.workflow else { continue }
      links.append(
        Link(
          kind: .call, workflow: other.value, range: other.range,
          start: text.position(of: other.range.start, unit: .utf32), statuses: []))
    }
    self.links = links
  }
}

/// What a workspace's workflows know of each other.
package struct WorkspaceSummary: Sendable {
  /// All workflows, by path and place.
  package let workflows: [WorkflowSummary]
  private let byName: [String: [Int]]
  private let byChange: [String: [Int]]

  /// Collects the workflows of a workspace. Complexity: O(n log n).
  package init(_ workflows: [WorkflowSummary]) {
    let sorted = workflows.sorted { ($0.path, $0.nameRange.start) < ($1.path, $1.nameRange.start) }
    self.workflows = sorted
    byName = Dictionary(grouping: sorted.indices, by: { sorted[$0].name })
    var byChange: [String: [Int]] = [:]
    for index in sorted.indices {
      for change in sorted[index].changes { byChange[change, default: []].append(index) }
    }
    self.byChange = byChange
  }

  /// The workflows of a name, in order of their paths.
  package func workflows(named name: String) -> [WorkflowSummary] { (byName[name] ?? []).map { workflows[$0] } }

  /// The workflows that change a thing, in the words of `WorkflowSummary.changes`, in order of their paths.
  package func workflows(changing thing: String) -> [WorkflowSummary] { (byChange[thing] ?? []).map { workflows[$0] } }

  /// The summary of a document's own workflow, by its path and the place of its name.
  package func workflow(named name: Located<String>?, at path: String) -> WorkflowSummary? {
    guard let name else { return nil }
    return (byName[name.value] ?? []).first { workflows[$0].path == path && workflows[$0].nameRange == name.range }
      .map { workflows[$0] }
  }

  /// All names, sorted.
  package var names: [String] { byName.keys.sorted() }
}
