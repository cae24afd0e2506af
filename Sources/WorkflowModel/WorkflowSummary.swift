// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What scenario files need to know of a step.
package struct StepOutline: Sendable {
  /// Its id.
  package var id: String
  /// Its type as written.
  package var type: String?
  /// The outputs that it declares, with their types as written.
  package var outputs: [(name: String, type: String?)]
  /// The workflow that it calls.
  package var callee: String?
}

/// What other files need to know of a workflow. A class: rules go through lists of them.
package final class WorkflowSummary: Sendable {
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
  package let path: String
  /// The workflow's name.
  package let name: String
  /// The name's place.
  package let nameRange: TextRange
  /// The name's place as line and column.
  package let nameStart: LineColumn
  /// Whether it runs.
  package let status: WorkflowStatus
  /// Whether the document says so, and it is not only the default.
  package let isStatusGiven: Bool
  /// Whether a run can end as failed.
  package let canFail: Bool
  /// The group in which its runs exclude each other.
  package let concurrencyGroup: String
  /// What happens to a second run of the group.
  package let concurrencyPolicy: ConcurrencyPolicy
  /// Its inputs.
  package let inputs: [InputDeclaration]
  /// What starts it.
  package let triggers: [Trigger]
  /// What its steps change, in words that compare: "the project `api`"; without repetitions, in the order of the steps.
  /// Empty for one that no event starts: nothing compares it.
  package let changes: [String]
  /// The ids of its steps, in order; nil where other names than ids may be meant, as in dialects that have their own.
  package var steps: [String]? { outlines?.map(\.id) }
  /// Its steps, in order; nil where other names than ids may be meant, as in dialects that have their own.
  package let outlines: [StepOutline]?

  /// The step of an id. Complexity: O(steps).
  package func outline(of step: String) -> StepOutline? { outlines?.first { $0.id == step } }

  /// The names of its outputs.
  package let outputs: [String]
  /// The workflows that it names.
  package let links: [Link]
  /// Whether the file was given to the check, and not only looked up for another one.
  package let isGiven: Bool

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
    // A push, a time, an incident, another workflow's end: what can start two workflows at once.
    let startsOnEvents = workflow.triggers.contains { trigger in
      switch trigger.kind {
      case .gitPush, .schedule, .workflow, .incident: true
      default: false
      }
    }
    changes = startsOnEvents ? workflow.changes : []
    outlines =
      workflow.dialect != "native"
      ? nil
      : workflow.steps.compactMap { step in
        guard let id = step.id?.value else { return nil }
        let callee: String? = if case .call(let call) = step.action { call.workflow?.value } else { nil }
        return StepOutline(
          id: id, type: step.type?.value,
          outputs: step.declaredOutputs.map { (name: $0.name.value, type: $0.type?.value) }, callee: callee)
      }
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
///
/// A workflow's rules look others up by its own name, changes and links alone. So whatever they say depends on its
/// neighbours, and a file without any (`hasNeighbours`) need not wait until the others are read.
package struct WorkspaceSummary: Sendable {
  /// All workflows, by path and place.
  private let workflows: [WorkflowSummary]
  private let byName: [String: [Int]]
  private let byLink: [String: [Int]]
  private let byChange: [String: [Int]]

  /// Collects the workflows of a workspace. Complexity: O(n log n).
  package init(_ workflows: [WorkflowSummary]) {
    let sorted = workflows.sorted { ($0.path, $0.nameRange.start) < ($1.path, $1.nameRange.start) }
    self.workflows = sorted
    var byName: [String: [Int]] = [:]
    var byLink: [String: [Int]] = [:]
    var byChange: [String: [Int]] = [:]
    byName.reserveCapacity(sorted.count)
    for (index, workflow) in sorted.enumerated() {
      byName[workflow.name, default: []].append(index)
      for link in workflow.links where byLink[link.workflow]?.last != index {
        byLink[link.workflow, default: []].append(index)
      }
      for change in workflow.changes { byChange[change, default: []].append(index) }
    }
    self.byName = byName
    self.byLink = byLink
    self.byChange = byChange
  }

  /// The workflows of a name, in order of their paths.
  package func workflows(named name: String) -> [WorkflowSummary] { (byName[name] ?? []).map { workflows[$0] } }

  /// The workflows of a file, in their order. Complexity: O(n); only for files that name other files.
  package func workflows(at path: String) -> [WorkflowSummary] { workflows.filter { $0.path == path } }

  /// The workflows that name another one, by calls and chains, in order of their paths.
  package func workflows(linkedTo name: String) -> [WorkflowSummary] { (byLink[name] ?? []).map { workflows[$0] } }

  /// Whether some workflow calls the one of this name; nobody calls one without a name.
  package func calls(_ name: String?) -> Bool {
    guard let name else { return false }
    return byLink[name]?.contains { workflows[$0].links.contains { $0.kind == .call && $0.workflow == name } } ?? false
  }

  /// The workflows that an event starts and that change a thing, in the words of `WorkflowSummary.changes`, in order of
  /// their paths.
  package func workflows(changing thing: String) -> [WorkflowSummary] { (byChange[thing] ?? []).map { workflows[$0] } }

  /// The links along which a run of the workflows of this name starts others, each with the name that it leads to and
  /// the workflow that holds it, in order of their paths. A chain leads the other way round: the workflow that it names
  /// starts the one that holds it; one to itself is left out.
  package func starts(by name: String) -> [(name: String, link: WorkflowSummary.Link, owner: WorkflowSummary)] {
    Set((byName[name] ?? []) + (byLink[name] ?? [])).sorted().flatMap { index in
      let owner = workflows[index]
      return owner.links.compactMap { link -> (name: String, link: WorkflowSummary.Link, owner: WorkflowSummary)? in
        switch link.kind {
        case .call: owner.name == name ? (link.workflow, link, owner) : nil
        case .chain: link.workflow == name && owner.name != name ? (owner.name, link, owner) : nil
        }
      }
    }
  }

  /// The summary of a document's own workflow, by its path and the place of its name.
  package func workflow(named name: Located<String>?, at path: String) -> WorkflowSummary? {
    guard let name else { return nil }
    return (byName[name.value] ?? []).first { workflows[$0].path == path && workflows[$0].nameRange == name.range }
      .map { workflows[$0] }
  }

  /// All names, sorted. Only for a workflow that names others: one without links has nothing to compare them with.
  package var names: [String] { byName.keys.sorted() }

  /// Whether another file's workflow has to do with one of these, which are all of one file: they have one name, one
  /// names the other, or some event starts both and both change the same thing.
  package func hasNeighbours(_ own: [WorkflowSummary]) -> Bool {
    own.contains { workflow in
      func isElsewhere(_ index: Int) -> Bool { workflows[index].path != workflow.path }
      return !workflow.links.isEmpty || byName[workflow.name]?.contains(where: isElsewhere) == true
        || byLink[workflow.name]?.contains(where: isElsewhere) == true
        || workflow.changes.contains { byChange[$0]?.contains(where: isElsewhere) == true }
    }
  }
}
