// SPDX-License-Identifier: Apache-2.0
import SourceText
import WorkflowModel

/// The approvals and changes of a workflow, and which of the rules about gates speaks of which change.
///
/// Of one change one rule speaks: an approval that gates nothing, a change that forgot the gate of its neighbours, a
/// protected change that some run reaches ungated, or a gate that can be bypassed, in this order.
struct Gates {
  /// The steps that change something.
  let changes: [StepIndex]
  /// The approvals that gate nothing, with the changes beside them that nothing else gates.
  private(set) var idle: [(gate: StepIndex, changes: [StepIndex])] = []
  /// The changes that do not need the gate before them in the list.
  private(set) var forgotten: [(change: StepIndex, gate: StepIndex)] = []

  private let context: WorkflowContext

  /// Nil where there is nothing to say. Complexity: O(changes · edges above them).
  init?(_ context: WorkflowContext) {
    guard context.graph.cycles.isEmpty else { return nil }
    let steps = context.workflow.steps
    changes = steps.indices.filter { ChangeKind(steps[$0]) != nil }
    guard !changes.isEmpty, steps.count <= 5_000 else { return nil }
    self.context = context
    let approvals = steps.indices.filter { Self.isApproval(steps[$0]) }
    guard !approvals.isEmpty else { return }
    var before = StepAncestry(context)
    let ungated = changes.filter { change in
      before.walk(up: change, until: { Self.mayGate(steps[$0]) }) == nil
    }
    for gate in approvals where isIdle(gate) {
      let beside = ungated.filter { change in
        steps[change].list == steps[gate].list && !context.graph.isAncestor(change, of: gate)
      }
      if !beside.isEmpty || isLeftBehind { idle.append((gate, beside)) }
    }
    let spoken = Set(idle.flatMap(\.changes))
    for change in ungated where steps[change].needsRange != nil && !spoken.contains(change) {
      let list = context.workflow.lists[steps[change].list].steps
      guard let place = list.firstIndex(of: change) else { continue }
      let gate = list[..<place].last { gate in
        Self.isApproval(steps[gate]) && !isIdle(gate) && !context.graph.isAncestor(change, of: gate)
          && gatesTheLike(gate, steps[change])
      }
      if let gate { forgotten.append((change, gate)) }
    }
  }

  /// Whether a change is spoken of by the rules about misplaced gates.
  func isMisplaced(_ change: StepIndex) -> Bool {
    idle.contains { $0.changes.contains(change) } || forgotten.contains { $0.change == change }
  }

  /// Whether a step is an approval.
  static func isApproval(_ step: Step) -> Bool { if case .approval = step.action { true } else { false } }

  /// Whether a step is an approval, or may hold one that this file does not show.
  static func mayGate(_ step: Step) -> Bool {
    switch step.action {
    case .approval, .call, .custom, .unknown, .suspend(nil): true
    default: false
    }
  }

  /// Whether nothing waits for a step, in its own list or around it.
  private func isIdle(_ gate: StepIndex) -> Bool {
    var place: StepIndex? = gate
    while let current = place {
      if !context.graph.dependents[current].isEmpty { return false }
      place = context.workflow.owner(of: current)
    }
    return true
  }

  /// Whether no other workflow waits for this one's end.
  private var isLeftBehind: Bool {
    guard let workspace = context.workspace, let name = context.workflow.name?.value else { return false }
    return !Self.mayBeStartedByOthers(context) && context.workflow.outputs.isEmpty
      && workspace.workflows(linkedTo: name).isEmpty
  }

  /// Whether an approval may have been granted in the workflow that starts this one.
  static func mayBeStartedByOthers(_ context: WorkflowContext) -> Bool {
    let triggers = context.workflow.triggers
    if !triggers.isEmpty, triggers.allSatisfy({ if case .workflow = $0.kind { true } else { false } }) { return true }
    return triggers.isEmpty && context.workspace?.calls(context.workflow.name?.value) == true
  }

  /// Whether a gate is there for changes such as this one: of the same environments, or of none as this.
  private func gatesTheLike(_ gate: StepIndex, _ change: Step) -> Bool {
    if context.protectedEnvironment(of: change) != nil { return true }
    let own = Set(context.changedEnvironments(of: change).map(\.value))
    return changes.contains { other in
      other != change.index && context.graph.isAncestor(gate, of: other)
        && Set(context.changedEnvironments(of: context.workflow.steps[other]).map(\.value)) == own
    }
  }
}
