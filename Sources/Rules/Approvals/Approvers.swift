// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// The people that a list of approvers stands for.
struct Approvers {
  /// Distinct people that are known, in the order of the list.
  private(set) var people: [String] = []
  /// Whether the directory says of every one whom it stands for.
  private(set) var isKnown = true

  /// Expands teams and roles with the directory. Complexity: O(people).
  init(_ list: [Located<String>], in directory: Directory) { self.init(list.map(\.value), in: directory) }

  /// Expands principals with the directory. Complexity: O(people).
  init(_ list: [String], in directory: Directory) {
    var seen: Set<String> = []
    for entry in list {
      guard let principal = Principal.parse(entry).principal, let members = directory.people(of: principal),
        !members.isEmpty
      else {
        // Misspelt, unknown and empty ones have rules of their own.
        isKnown = false
        continue
      }
      for person in members where seen.insert(person).inserted { people.append(person) }
    }
    if list.isEmpty { isKnown = false }
  }
}

extension ApprovalAction {
  /// How many people must agree; at least 1.
  var quorum: Int64 { max(1, requiredApprovals?.value ?? 1) }

  /// Whether others are asked when nobody answers in time.
  var escalates: Bool { onTimeout?.value == .escalate && !escalateTo.isEmpty }

  /// Everyone who may decide in the end.
  var allApprovers: [Located<String>] { escalates ? approvers + escalateTo : approvers }
}

extension WorkflowContext {
  /// Whether someone who may decide on an approval may also be the one who started the run.
  func mayRequesterDecide(_ action: ApprovalAction) -> Bool {
    mayRequesterDecide(Approvers(action.allApprovers, in: directory))
  }

  /// Whether one of these people may also be the one who started the run.
  func mayRequesterDecide(_ deciders: Approvers) -> Bool {
    guard !workflow.triggers.isEmpty else { return true }
    return workflow.triggers.contains { trigger in
      switch trigger.kind {
      case .gitPush: return true
      case .manual(let allowed):
        let starters = Approvers(allowed, in: directory)
        guard starters.isKnown, deciders.isKnown else { return true }
        return !Set(starters.people).isDisjoint(with: deciders.people)
      default: return false
      }
    }
  }

  /// The first change of a protected environment that waits for a step, in the order of the graph; nil where there is
  /// none near it. Complexity: O(edges below it), bounded.
  func protectedChange(behind step: StepIndex) -> Step? {
    var seen: Set<StepIndex> = []
    var place: StepIndex? = step
    while let current = place {
      var open = graph.dependents[current]
      var next = 0
      while next < open.count, seen.count < 512 {
        let index = open[next]
        next += 1
        guard seen.insert(index).inserted else { continue }
        if ChangeKind(workflow.steps[index]) != nil, protectedEnvironment(of: workflow.steps[index]) != nil {
          return workflow.steps[index]
        }
        open += graph.dependents[index]
        if let list = workflow.ownedList(of: index) { open += list.steps }
      }
      place = workflow.owner(of: current)
    }
    return nil
  }

  /// Whether an approval stands in a protected environment, or before a change of one.
  func guardsProtected(_ step: Step) -> Bool {
    if let environment = step.environment ?? workflow.environment {
      if directory.isProtected(environment.value) { return true }
    }
    return protectedChange(behind: step.index) != nil
  }
}
