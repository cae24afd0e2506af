// SPDX-License-Identifier: Apache-2.0

/// A pattern in RE2's syntax, matched in time linear in the text: all states of the automaton advance together, so
/// nothing is ever tried twice. What RE2 refuses (look-around, back references) is refused here.
package struct RegularExpression: Sendable {
  private let instructions: [RegexInstruction]
  private let sets: [RegexSet]

  /// Why a pattern is none.
  package struct Failure: Error, Sendable, Hashable {
    /// The kinds of failure that a message alone does not tell apart.
    package enum Kind: Sendable, Hashable {
      /// The syntax is wrong.
      case syntax
      /// `(?=`, `(?!`, `(?<=`, `(?<!`.
      case lookAround
      /// `\1`, `\k<name>`, `(?P=name)`.
      case backReference
      /// Possessive quantifiers, atomic groups and others that other engines know.
      case unsupported
      /// Larger than the limit once repetitions are written out.
      case tooLarge
    }

    /// The kind.
    package let kind: Kind
    /// A sentence for people.
    package let message: String
    /// The byte offset in the pattern.
    package let offset: Int
  }

  /// Compiles a pattern. Complexity: linear in its size with the repetitions written out, at most 20,000 instructions.
  package init(_ pattern: String) throws(Failure) {
    var parser = RegexParser(pattern)
    let tree = try parser.parse()
    var compiler = RegexCompiler()
    try compiler.compile(tree)
    instructions = compiler.instructions
    sets = compiler.sets
  }

  /// How many instructions it has: what compiling it took.
  var instructionCount: Int { instructions.count }

  /// Whether the pattern matches somewhere in the text.
  package func matches(_ text: String) -> Bool {
    var context = EvaluationContext(cost: .max) { _, _ in nil }
    do { return try matches(text, &context) } catch { return false }
  }

  /// Whether the pattern matches somewhere in the text, paid from the budget.
  /// Complexity: O(bytes × instructions) at worst.
  func matches(_ text: String, _ context: inout EvaluationContext) throws(EvaluationFault) -> Bool {
    try context.charge(instructions.count >> 5)
    var text = text
    text.makeContiguousUTF8()
    let scalars = text.unicodeScalars
    var current = StateSet(count: instructions.count)
    var next = StateSet(count: instructions.count)
    var pending: [Int] = []
    var previous: UInt32?
    var work = 0
    var index = scalars.startIndex
    while true {
      let scalar = index < scalars.endIndex ? scalars[index].value : nil
      if add(0, to: &current, previous: previous, following: scalar, &pending) { return true }
      guard let scalar else { return false }
      index = scalars.index(after: index)
      let following = index < scalars.endIndex ? scalars[index].value : nil
      next.removeAll()
      var isMatch = false
      for state in current.states where consumes(state, scalar) {
        if add(state + 1, to: &next, previous: scalar, following: following, &pending) {
          isMatch = true
          break
        }
      }
      if isMatch { return true }
      work += 2 + current.states.count
      if work >= 64 {
        try context.charge(work >> 5)
        work &= 31
      }
      swap(&current, &next)
      previous = scalar
    }
  }

  private func consumes(_ state: Int, _ scalar: UInt32) -> Bool {
    switch instructions[state] {
    case .scalar(let wanted): scalar == wanted
    case .set(let index): sets[index].contains(scalar)
    case .any: true
    case .anyButNewline: scalar != 0x0A
    default: false
    }
  }

  /// Adds a state and what follows it without a character; true when that reaches the match.
  private func add(
    _ start: Int, to set: inout StateSet, previous: UInt32?, following: UInt32?, _ pending: inout [Int]
  ) -> Bool {
    pending.removeAll(keepingCapacity: true)
    pending.append(start)
    while let state = pending.popLast() {
      guard state < instructions.count, set.insert(state) else { continue }
      switch instructions[state] {
      case .match: return true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assert(let assertion):
        if assertion.holds(previous: previous, following: following) { pending.append(state + 1) }
      case .scalar, .set, .any, .anyButNewline: break
      }
    }
    return false
  }
}

/// A set of states that is emptied in no time.
private struct StateSet {
  private(set) var states: [Int] = []
  private var generation: UInt32 = 1
  private var marks: [UInt32]

  init(count: Int) { marks = Array(repeating: 0, count: count) }

  mutating func insert(_ state: Int) -> Bool {
    guard state < marks.count, marks[state] != generation else { return false }
    marks[state] = generation
    states.append(state)
    return true
  }

  mutating func removeAll() {
    states.removeAll(keepingCapacity: true)
    if generation == .max {
      marks = Array(repeating: 0, count: marks.count)
      generation = 0
    }
    generation += 1
  }
}

/// An instruction of the automaton.
enum RegexInstruction: Sendable {
  case scalar(UInt32)
  case set(Int)
  case any
  case anyButNewline
  case split(Int, Int)
  case jump(Int)
  case assert(RegexAssertion)
  case match
}

/// A condition on the place between two characters.
enum RegexAssertion: Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

  func holds(previous: UInt32?, following: UInt32?) -> Bool {
    switch self {
    case .textStart: previous == nil
    case .textEnd: following == nil
    case .lineStart: previous == nil || previous == 0x0A
    case .lineEnd: following == nil || following == 0x0A
    case .wordBoundary: isWord(previous) != isWord(following)
    case .noWordBoundary: isWord(previous) == isWord(following)
    }
  }

  private func isWord(_ scalar: UInt32?) -> Bool {
    guard let scalar, let byte = UInt8(exactly: scalar) else { return false }
    return byte.isIdentifierPart
  }
}
