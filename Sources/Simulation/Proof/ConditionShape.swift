// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// What a condition is made of: facts about steps, which are followed, and atoms that nobody knows.
indirect enum ConditionShape {
  /// `success()` and the like.
  case host(String)
  case constant(Bool)
  /// `steps.x.status == "word"`.
  case status(StepIndex, id: String, word: String)
  /// `steps.gate.outputs.decision == "word"`.
  case decision(StepIndex, id: String, word: String)
  /// A text that is true or false in a whole run, wherever it stands.
  case atom(String)
  /// A text that only the engine can tell: it reads how steps ended, or what the file itself says.
  case computed(String)
  /// A text that may be anything at any time.
  case unknown(String)
  case not(ConditionShape)
  case and(ConditionShape, ConditionShape)
  case or(ConditionShape, ConditionShape)

  /// Reads a condition; `isLoose` takes facts about steps that need not have ended for facts, too. Complexity: O(text · steps
  /// named in it).
  init(_ site: ExpressionSite, _ workflow: Workflow, _ graph: DependencyGraph, isLoose: Bool = false) {
    guard let root = site.parsed.root, site.parsed.isComplete, case .step(let owner) = site.owner,
      workflow.steps.indices.contains(owner)
    else {
      self = .unknown(site.text)
      return
    }
    let reader = Reader(parsed: site.parsed, owner: owner, workflow: workflow, graph: graph, isLoose: isLoose)
    self = reader.shape(of: root, 0)
  }

  /// Whether it asks how earlier steps ended by a function of the host; what is not looked into may.
  var asksOutcome: Bool {
    switch self {
    case .host, .computed, .unknown: true
    case .not(let inner): inner.asksOutcome
    case .and(let left, let right), .or(let left, let right): left.asksOutcome || right.asksOutcome
    default: false
    }
  }

  /// Whether it may end in an error, so that its step fails and never starts.
  var mayHaveNoValue: Bool {
    switch self {
    case .host, .constant: false
    case .not(let inner): inner.mayHaveNoValue
    case .and(let left, let right), .or(let left, let right): left.mayHaveNoValue || right.mayHaveNoValue
    default: true
    }
  }

  /// The atoms in it, in order.
  var atoms: [String] {
    switch self {
    case .atom(let text): [text]
    case .not(let inner): inner.atoms
    case .and(let left, let right), .or(let left, let right): left.atoms + right.atoms
    default: []
    }
  }

  /// What nobody knows in it, in order.
  var unknowns: [String] {
    switch self {
    case .atom(let text), .unknown(let text): [text]
    case .not(let inner): inner.unknowns
    case .and(let left, let right), .or(let left, let right): left.unknowns + right.unknowns
    default: []
    }
  }

  /// The condition as CEL, with what nobody knows replaced by what is assumed of it; true unless said.
  func text(assuming values: [String: Bool]) -> String {
    switch self {
    case .host(let name): "\(name)()"
    case .constant(let value): value ? "true" : "false"
    case .status(_, let id, let word): "steps[\"\(id)\"].status == \"\(word)\""
    case .decision(_, let id, let word): "steps[\"\(id)\"].outputs.decision == \"\(word)\""
    case .computed(let text): text
    case .atom(let text), .unknown(let text): values[text] ?? true ? "true" : "false"
    case .not(let inner): "!(\(inner.text(assuming: values)))"
    case .and(let left, let right): "(\(left.text(assuming: values))) && (\(right.text(assuming: values)))"
    case .or(let left, let right): "(\(left.text(assuming: values))) || (\(right.text(assuming: values)))"
    }
  }
}

/// Reads shapes from an expression's tree.
private struct Reader {
  let parsed: ParsedExpression
  let owner: StepIndex
  let workflow: Workflow
  let graph: DependencyGraph
  let isLoose: Bool

  func shape(of id: ExpressionID, _ depth: Int) -> ConditionShape {
    guard depth < 48 else { return .unknown(text(id)) }
    switch parsed[id].kind {
    case .literal(let value): return value.asBool.map { .constant($0) } ?? .unknown(text(id))
    case .call(let name, nil, let arguments)
    where arguments.isEmpty && ["always", "success", "failure", "cancelled"].contains(name):
      return .host(name)
    case .unary(.not, let operand): return .not(shape(of: operand, depth + 1))
    case .binary(.and, let left, let right): return .and(shape(of: left, depth + 1), shape(of: right, depth + 1))
    case .binary(.or, let left, let right): return .or(shape(of: left, depth + 1), shape(of: right, depth + 1))
    case .binary(.equal, let left, let right):
      return fact(left, right) ?? fact(right, left) ?? leaf(id)
    case .binary(.notEqual, let left, let right):
      return (fact(left, right) ?? fact(right, left)).map { .not($0) } ?? leaf(id)
    default: return leaf(id)
    }
  }

  private func text(_ id: ExpressionID) -> String { parsed.text(parsed[id].range) }

  /// A comparison of what became of an earlier step with a word.
  private func fact(_ side: ExpressionID, _ other: ExpressionID) -> ConditionShape? {
    guard case .literal(let value) = parsed[other].kind, let word = value.asString, let path = parsed.path(of: side),
      path.count >= 3, path[0].name == "steps", word.utf8.allSatisfy({ $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 }),
      let step = workflow.visibleStep(named: path[1].name, from: owner),
      graph.isAncestor(step, of: owner) || isLoose && step != owner
    else { return nil }
    if path.count == 3, path[2].name == "status" { return .status(step, id: path[1].name, word: word) }
    if path.count == 4, path[2].name == "outputs", path[3].name == "decision",
      case .approval = workflow.steps[step].action
    {
      return .decision(step, id: path[1].name, word: word)
    }
    return nil
  }

  private func leaf(_ id: ExpressionID) -> ConditionShape {
    var open = [id]
    var isFree = false
    var isOpen = false
    while let next = open.popLast() {
      switch parsed[next].kind {
      case .identifier(let name, _):
        switch name {
        case "inputs", "trigger", "secrets": isFree = true
        case "workflow": break
        case "env":
          // Variables with interpolations are not known; a step's own differ from its neighbours'.
          if (workflow.variables + workflow.steps[owner].variables).allSatisfy(\.value.isFixed) { break }
          if workflow.steps[owner].variables.isEmpty { isFree = true } else { isOpen = true }
        case "steps":
          switch reading(parsed.range(of: id)) {
          case .outputs: isFree = true
          case .ends: return .computed(text(id))
          case .unclear: isOpen = true
          }
        case "now", "run": isOpen = true
        // The items that the file lists are known, and so is what depends on them.
        default: if loopsAreListed { return .computed(text(id)) } else { isOpen = true }
        }
      case .macro, .error: isOpen = true
      case .call(let name, _, _) where ["always", "success", "failure", "cancelled"].contains(name):
        return .computed(text(id))
      default: break
      }
      open += parsed[next].children
    }
    return isOpen ? .unknown(text(id)) : isFree ? .atom(text(id)) : .computed(text(id))
  }

  /// Whether the step stands in loops, and all of them go through lists of constants.
  private var loopsAreListed: Bool {
    var place = workflow.owner(of: owner)
    var isInLoop = false
    while let current = place {
      if case .loop(let action) = workflow.steps[current].action {
        guard let over = action.over, workflow.expressions[over].hasListedItems else { return false }
        isInLoop = true
      }
      place = workflow.owner(of: current)
    }
    return isInLoop
  }

  private enum Reading { case outputs, ends, unclear }

  /// What a part of the expression reads of steps: outputs of work that has surely ended, which may be anything, or what
  /// the engine itself knows.
  private func reading(_ range: TextRange) -> Reading {
    var result = Reading.outputs
    for path in parsed.paths {
      guard let first = path.first, first.name == "steps", first.range.start >= range.start,
        first.range.end <= range.end
      else { continue }
      guard path.count > 3, path[2].name == "outputs",
        let step = workflow.visibleStep(named: path[1].name, from: owner), graph.isAncestor(step, of: owner)
      else { return .ends }
      switch workflow.steps[step].action {
      case .approval, .condition, .group, .loop: return .ends
      default: if workflow.isInLoop(step) { result = .unclear }
      }
    }
    return result
  }
}

extension ExpressionSite {
  /// Whether it is a list of constants.
  var hasListedItems: Bool {
    guard let root = parsed.root, parsed.isComplete, case .list(let elements) = parsed[root].kind else { return false }
    return elements.allSatisfy { if case .literal = parsed[$0.value].kind { true } else { false } }
  }
}

extension ParsedExpression {
  /// All of a node's bytes.
  fileprivate func range(of id: ExpressionID) -> TextRange { self[id].range }
}

extension DataValue {
  /// Whether nothing in it is computed.
  fileprivate var isFixed: Bool {
    switch content {
    case .text(let text): !text.isDynamic
    case .list(let elements):
      elements.allSatisfy { if case .text(let text) = $0.content { !text.isDynamic } else { true } }
    case .map: false
    default: true
    }
  }
}

extension Workflow {
  /// Whether a loop is somewhere around a step. Complexity: O(nesting).
  func isInLoop(_ step: StepIndex) -> Bool {
    var place = owner(of: step)
    var depth = 0
    while let current = place, depth < 1_000 {
      if case .loop = steps[current].action { return true }
      place = owner(of: current)
      depth += 1
    }
    return false
  }
}
