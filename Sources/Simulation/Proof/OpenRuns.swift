// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// The must-analysis: what may become of each step in runs in which no gate before it has been passed.
///
/// One pass in the order of the dependencies. It takes no path for another one's proof: joins are AND, a skipped need does
/// not block, a step with an `if` runs after failures, a branch that is not taken takes what stands behind it along. What it
/// says may happen need not (conditions are independent of each other but for what is assumed of them); a step that it
/// says cannot start surely starts only after a gate.
struct OpenRuns {
  /// What is the same for every assumption.
  final class Frame {
    let workflow: Workflow
    let graph: DependencyGraph
    let question: GateQuestion
    /// The shapes of conditions, by expression.
    let shapes: [ConditionShape?]
    /// The steps of each list, in an order in which each comes behind those that it needs.
    let order: [[StepIndex]]
    /// Whether each step stands in one line with all others of its list: each comes surely before or behind it.
    let isAlone: [Bool]
    /// Whether a run may be cancelled by an approval that nobody answers.
    let mayCancel: Bool
    /// Whether steps may be cancelled at all: loops whose run was stopped are, too.
    let mayEndCancelled: Bool

    init(_ workflow: Workflow, _ graph: DependencyGraph, _ question: GateQuestion) {
      self.workflow = workflow
      self.graph = graph
      self.question = question
      shapes = workflow.expressions.map { site in
        site.role == .stepCondition || site.role == .caseCondition ? ConditionShape(site, workflow, graph) : nil
      }
      let levels = graph.levels
      order = workflow.lists.map { list in list.steps.sorted { (levels[$0], $0) < (levels[$1], $1) } }
      isAlone = Self.aloneSteps(order, graph)
      mayCancel = workflow.steps.contains { step in
        guard case .approval(let action) = step.action else { return false }
        return action.onTimeout?.value == .cancel && step.timeout != nil
      }
      mayEndCancelled =
        mayCancel || workflow.steps.contains { if case .loop = $0.action { true } else { false } }
    }

    /// The same with another question.
    init(_ other: Frame, asking question: GateQuestion) {
      self.question = question
      workflow = other.workflow
      graph = other.graph
      shapes = other.shapes
      order = other.order
      isAlone = other.isAlone
      mayCancel = other.mayCancel
      mayEndCancelled = other.mayEndCancelled
    }

    /// Complexity: O(steps + edges).
    private static func aloneSteps(_ order: [[StepIndex]], _ graph: DependencyGraph) -> [Bool] {
      var result = Array(repeating: false, count: graph.dependencies.count)
      var position = Array(repeating: 0, count: graph.dependencies.count)
      for list in order {
        for (place, step) in list.enumerated() { position[step] = place }
        // All before are ancestors where each leads on to it or to one before it; all behind come behind it where each
        // needs it or one behind it.
        var isBehind = Array(repeating: false, count: list.count)
        var least = Int.max
        for place in list.indices.reversed() {
          isBehind[place] = least >= place
          least = min(least, graph.dependencies[list[place]].map { position[$0] }.max() ?? -1)
        }
        var most = -1
        for place in list.indices {
          result[list[place]] = isBehind[place] && most <= place
          most = max(most, graph.dependents[list[place]].map { position[$0] }.min() ?? Int.max)
        }
      }
      return result
    }
  }

  /// What surrounds a list of steps.
  private struct Surroundings {
    /// Whether something beside a step, in its list or one around it, may stop the run.
    var hasNeighbours = false
    /// Whether the list may have begun although the run had been stopped.
    var mayBeShielded = false
    var ownerMayHaveFailed = false
    var ownerMustHaveFailed = false
    /// The shortest time that something around it may take.
    var limit = Milliseconds.max
    /// Whether the run is being cancelled.
    var isCancelling = false
  }

  private let frame: Frame
  private let assumed: [String: Bool]
  private let branches: [StepIndex: Int]
  /// A step of which only the runs count in which it succeeds; -1 for none.
  private let succeeding: StepIndex
  private(set) var ends: [OpenStates]
  private(set) var starts: [OpenLevels]

  /// Complexity: O(steps + edges + text of the conditions).
  init(
    _ frame: Frame, assumed: [String: Bool] = [:], branches: [StepIndex: Int] = [:], succeeding: StepIndex = -1
  ) {
    self.frame = frame
    self.succeeding = succeeding
    self.assumed = assumed
    self.branches = branches
    ends = Array(repeating: [], count: frame.workflow.steps.count)
    starts = Array(repeating: [], count: frame.workflow.steps.count)
    let limit = frame.workflow.timeout?.value ?? .max
    if !frame.workflow.lists.isEmpty { visit(list: 0, Surroundings(limit: limit), 0) }
  }

  private mutating func visit(list: Int, _ outer: Surroundings, _ depth: Int) {
    for step in frame.order[list] {
      var surroundings = outer
      surroundings.hasNeighbours = outer.hasNeighbours || !frame.isAlone[step]
      visit(step, surroundings, depth)
    }
  }

  private mutating func visit(_ index: StepIndex, _ around: Surroundings, _ depth: Int) {
    let needs = frame.graph.dependencies[index].map { ends[$0] }
    if needs.contains(where: { $0.isEmpty }) { return }
    let condition = frame.workflow.steps[index].condition
    let text = condition.map { frame.workflow.expressions[$0].text } ?? ""
    let asksAlways = condition != nil && text.containsBytes(of: "always")
    let (mayPass, mayMiss) = branchOutcome(index)
    let dead = OpenStates([.at(.dead, 0), .at(.dead, 1), .at(.dead, 2)])
    let mayBeDead = mayMiss || !needs.isEmpty && needs.allSatisfy { $0.may(.dead) }
    var result: OpenStates = []
    var start: OpenLevels = []
    let joined = OpenLevels.joined(needs.map { $0.levelsBehind })
    for (number, level) in OpenLevels.all.enumerated() where joined.contains(level) {
      if mayBeDead { result.insert(.at(.dead, number)) }
      let mustBeDead =
        !needs.isEmpty && !asksAlways && needs.allSatisfy { dead.isSuperset(of: $0.within(number)) }
      guard mayPass, !mustBeDead else { continue }
      if frame.mayCancel { result.insert(.at(.cancelled, number)) }
      guard let condition else {
        if level == .clean || around.mayBeShielded && frame.mayCancel { start.insert(level) }
        if level != .clean || around.hasNeighbours { result.insert(.at(.heldBack, number)) }
        continue
      }
      let shape = frame.shapes[condition] ?? .unknown(text)
      let truth = truth(of: shape, index, level, around)
      if truth.contains(.yes) { start.insert(level) }
      if truth.contains(.no) { result.insert(.at(.skipped, number)) }
      if truth.contains(.error) { result.formUnion(failure(of: index, at: level)) }
      // Only an `if` that asks how things went lets a step start while the run is being cancelled.
      guard frame.mayCancel, shape.asksOutcome else { continue }
      var cancelling = around
      cancelling.isCancelling = true
      let late = self.truth(of: shape, index, level, cancelling)
      if late.contains(.yes) { start.insert(level) }
      if late.contains(.error) { result.formUnion(failure(of: index, at: level)) }
    }
    starts[index] = start
    if !start.isEmpty { result.formUnion(outcomes(of: index, start, around, depth)) }
    if index == succeeding { result.formIntersection(.at(.success, levels: [.clean, .stopped, .failed])) }
    ends[index] = result
  }

  private func failure(of index: StepIndex, at levels: OpenLevels) -> OpenStates {
    let step = frame.workflow.steps[index]
    let policy = step.onFailure?.value ?? frame.workflow.onFailure?.value ?? .stop
    return .at(policy == .continue ? .handled : .failed, levels: levels)
  }

  // MARK: Branches and conditions

  /// Whether a step's branch may be taken, and whether it may not be.
  private func branchOutcome(_ index: StepIndex) -> (mayPass: Bool, mayMiss: Bool) {
    let memberships = frame.workflow.steps[index].branches
    guard !memberships.isEmpty else { return (true, false) }
    var mayPass = false
    var mustPass = false
    for membership in memberships {
      let condition = membership.condition
      // One that has not ended decides nothing.
      guard frame.graph.dependencies[index].contains(condition) else { return (true, true) }
      let only = branches[condition]
      guard ends[condition].may(.success), only == nil || only == membership.branch,
        mayChoose(membership.branch, condition)
      else { continue }
      mayPass = true
      let success = OpenStates([.at(.success, 0), .at(.success, 1), .at(.success, 2)])
      if only != nil, success.isSuperset(of: ends[condition]) { mustPass = true }
    }
    return (mayPass, !mustPass)
  }

  private func mayChoose(_ branch: Int, _ condition: StepIndex) -> Bool {
    guard case .condition(let action) = frame.workflow.steps[condition].action else { return true }
    for (number, item) in action.cases.enumerated() where number <= branch {
      guard let when = item.when else { continue }
      // What was before the condition is not told apart here.
      var truth: Truth = []
      for level in OpenLevels.all where starts[condition].contains(level) {
        truth.formUnion(
          self.truth(
            of: frame.shapes[when] ?? .unknown(""), condition, level, Surroundings(ownerMayHaveFailed: true)))
      }
      if number == branch { return truth.contains(.yes) }
      if !truth.contains(.no) { return false }
    }
    return true
  }

  private func truth(
    of shape: ConditionShape, _ reader: StepIndex, _ level: OpenLevels, _ around: Surroundings
  ) -> Truth {
    switch shape {
    case .constant(let value): return value ? .yes : .no
    case .computed, .unknown: return .any
    case .atom(let text): return assumed[text].map { [$0 ? .yes : .no, .error] } ?? .any
    case .not(let inner): return truth(of: inner, reader, level, around).negated
    case .and(let left, let right):
      return truth(of: left, reader, level, around).and(truth(of: right, reader, level, around))
    case .or(let left, let right):
      return truth(of: left, reader, level, around).or(truth(of: right, reader, level, around))
    case .host(let name):
      let hasFailed = level == .failed
      var truth: Truth = []
      switch name {
      case "always": return .yes
      case "success":
        if !hasFailed, !around.ownerMustHaveFailed, !around.isCancelling { truth.insert(.yes) }
        if hasFailed || around.ownerMayHaveFailed || around.isCancelling { truth.insert(.no) }
      case "cancelled":
        if around.isCancelling { return .yes }
        if frame.mayEndCancelled, hasFailed || around.ownerMayHaveFailed { truth.insert(.yes) }
        truth.insert(.no)
      default:
        if hasFailed || around.ownerMayHaveFailed { truth.insert(.yes) }
        truth.insert(.no)
      }
      return truth
    case .status(let step, _, let word):
      return compare(step, word, reader, level, around) { end in
        switch end {
        case .success: ["success"]
        case .handled, .failed: ["failed"]
        case .skipped, .heldBack, .dead: ["skipped"]
        case .cancelled: ["cancelled"]
        }
      }
    case .decision(let step, _, let word):
      return compare(step, word, reader, level, around) { end in
        switch end {
        case .success: ["approved"]
        case .handled, .failed: ["rejected"]
        case .skipped: ["skipped"]
        case .cancelled: ["cancelled"]
        case .heldBack, .dead: []
        }
      }
    }
  }

  private func compare(
    _ step: StepIndex, _ word: String, _ reader: StepIndex, _ level: OpenLevels, _ around: Surroundings,
    _ words: (OpenStates.End) -> [String]
  ) -> Truth {
    // A step that has not ended, or that has no value, makes for an error.
    var truth: Truth = .error
    // What stands in the same list would have raised the level by a bad end.
    let isBeside = frame.workflow.steps[step].list == frame.workflow.steps[reader].list
    let known = isBeside ? ends[step].within(level == .clean ? 0 : level == .stopped ? 1 : 2) : ends[step]
    for end in OpenStates.End.allCases where known.may(end) {
      for other in words(end) { truth.insert(other == word ? .yes : .no) }
    }
    return truth
  }

  // MARK: What becomes of a step that starts

  private mutating func outcomes(
    of index: StepIndex, _ start: OpenLevels, _ around: Surroundings, _ depth: Int
  ) -> OpenStates {
    let step = frame.workflow.steps[index]
    let isGate = frame.question.isGate(index, frame.workflow)
    var result = failure(of: index, at: start)
    if frame.mayCancel { result.formUnion(.at(.cancelled, levels: start)) }
    let success = OpenStates.at(.success, levels: start)
    switch step.action {
    case .approval(let action):
      if let timeout = step.timeout?.value, timeout <= around.limit {
        switch action.onTimeout?.value ?? .reject {
        case .skip: result.formUnion(.at(.skipped, levels: start))
        case .cancel: result.formUnion(.at(.cancelled, levels: start))
        case .approve: if !frame.question.acceptsSilence { result.formUnion(success) }
        case .reject, .escalate: break
        }
      }
      if !isGate { result.formUnion(success) }
    case .group(let action):
      result = container(index, action.list, start, around, depth)
    case .loop(let action):
      // Without an item its steps never start.
      let isEmpty = items(of: action)?.isEmpty ?? false
      if !isEmpty { result = container(index, action.list, start, around, depth) }
      result.formUnion(failure(of: index, at: start))
      result.formUnion(.at(.cancelled, levels: start))
      if !(items(of: action)?.contains { !$0.isOptional } ?? false) { result.formUnion(success) }
    default: if !isGate { result.formUnion(success) }
    }
    return result
  }

  /// What a loop surely goes through; nil where the file does not say.
  private func items(of action: LoopAction) -> [ExpressionNode.ListElement]? {
    guard let over = action.over, frame.workflow.expressions[over].parsed.isComplete,
      let root = frame.workflow.expressions[over].parsed.root,
      case .list(let elements) = frame.workflow.expressions[over].parsed[root].kind
    else { return nil }
    return elements
  }

  private mutating func container(
    _ index: StepIndex, _ list: Int?, _ start: OpenLevels, _ around: Surroundings, _ depth: Int
  ) -> OpenStates {
    let step = frame.workflow.steps[index]
    let success = OpenStates.at(.success, levels: start)
    guard let list, frame.order.indices.contains(list), !frame.order[list].isEmpty, depth < 64 else {
      return success.union(failure(of: index, at: start)).union(.at(.cancelled, levels: start))
    }
    var inner = around
    if let timeout = step.timeout?.value { inner.limit = min(inner.limit, timeout) }
    inner.mayBeShielded = around.mayBeShielded || step.condition != nil
    inner.ownerMayHaveFailed = around.ownerMayHaveFailed || start.contains(.failed)
    inner.ownerMustHaveFailed = around.ownerMustHaveFailed || start == .failed
    visit(list: list, inner, depth + 1)
    var result: OpenStates = []
    let members = frame.order[list].map { ends[$0] }
    let clean = OpenStates([.at(.success, 0), .at(.handled, 0), .at(.skipped, 0), .at(.dead, 0)])
    if members.allSatisfy({ !$0.isDisjoint(with: clean) }) { result.formUnion(success) }
    // Its steps may have been held back by what went wrong beside it.
    let held = clean.union([.at(.success, 1), .at(.handled, 1), .at(.skipped, 1), .at(.dead, 1)])
      .union([.at(.heldBack, 0), .at(.heldBack, 1)])
    if around.hasNeighbours, members.allSatisfy({ !$0.isDisjoint(with: held) }) {
      result.formUnion(.at(.success, levels: start.contains(.failed) ? [.stopped, .failed] : .stopped))
    }
    if step.timeout != nil || members.contains(where: { $0.may(.failed) || $0.may(.cancelled) }) {
      result.formUnion(failure(of: index, at: start))
    }
    if frame.mayCancel || members.contains(where: { $0.may(.cancelled) }) {
      result.formUnion(.at(.cancelled, levels: start))
    }
    return result
  }
}
