// SPDX-License-Identifier: Apache-2.0
import SourceText
import WorkflowModel

/// Builds workflows without a front end: what a step says is what the model gets.
struct WorkflowBuilder {
  private(set) var workflow = Workflow(
    dialect: "native", range: TextRange(0, 1), syntax: SyntaxReference(rawValue: 0))
  private var steps: [StepDraft] = []

  init(order: StepList.Order = .sequence) { workflow.lists = [StepList(owner: nil, order: order)] }

  static func located<Value: Sendable>(_ value: Value, _ place: Int = 0) -> Located<Value> {
    Located(value, TextRange(at: place), SyntaxReference(rawValue: 0))
  }

  /// Adds a step to a list; `needs: nil` is a step that says nothing of what it waits for.
  @discardableResult
  mutating func add(_ id: String?, needs: [String]? = nil, in list: Int = 0) -> StepIndex {
    let index = steps.count
    var step = StepDraft(index: index, range: TextRange(at: index), syntax: SyntaxReference(rawValue: 0))
    step.id = id.map { Self.located($0, index) }
    step.list = list
    if let needs {
      step.needsRange = TextRange(at: index)
      step.needs = needs.map { StepReference(id: Self.located($0, index)) }
    }
    steps.append(step)
    workflow.lists[list].steps.append(index)
    return index
  }

  /// Adds a group, or a loop. Returns its step and its list.
  mutating func addOwner(
    _ id: String, needs: [String]? = nil, order: StepList.Order, isLoop: Bool = false, in list: Int = 0
  ) -> (step: StepIndex, list: Int) {
    let step = add(id, needs: needs, in: list)
    let owned = workflow.lists.count
    workflow.lists.append(StepList(owner: step, order: order))
    if isLoop {
      var action = LoopAction()
      action.list = owned
      steps[step].action = .loop(action)
    } else {
      var action = GroupAction()
      action.list = owned
      steps[step].action = .group(action)
    }
    return (step, owned)
  }

  /// Makes a step a condition with these branch targets.
  mutating func setBranches(of step: StepIndex, cases: [[String]], otherwise: [String]) {
    func references(_ ids: [String]) -> [StepReference] { ids.map { StepReference(id: Self.located($0, step)) } }
    var action = ConditionAction()
    action.cases = cases.map { targets in
      var branch = BranchCase(range: TextRange(at: step))
      branch.targets = references(targets)
      return branch
    }
    action.otherwise = references(otherwise)
    steps[step].action = .condition(action)
  }

  func resolved() -> Workflow {
    var result = workflow
    result.setSteps(steps)
    return result
  }
}
