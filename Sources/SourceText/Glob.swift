// SPDX-License-Identifier: Apache-2.0

/// Why a text is not a glob.
package struct GlobError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The mistakes that a glob can hold.
  package enum Kind: String, Hashable, Sendable {
    /// Nothing is left after the leading `!`.
    case empty
    /// A `[` without its `]`.
    case unclosedClass
    /// A range such as `[z-a]`.
    case reversedRange
    /// A `{` without its `}`.
    case unclosedBrace
    /// A `\` with nothing behind it.
    case danglingEscape
    /// Braces inside braces, deeper than `Glob.maximumDepth`.
    case tooDeep
    /// Longer than `Glob.maximumLength` bytes.
    case tooLong
  }

  /// What is wrong.
  package let kind: Kind
  /// Where it starts: a byte offset into the pattern.
  package let offset: Int

  /// The mistake in words, as the end of a sentence about the pattern.
  package var description: String {
    switch kind {
    case .empty: "the pattern is empty"
    case .unclosedClass: "the `[` is not closed by a `]`"
    case .reversedRange: "the range ends before it starts"
    case .unclosedBrace: "the `{` is not closed by a `}`"
    case .danglingEscape: "nothing follows the `\\`"
    case .tooDeep: "braces are nested deeper than \(Glob.maximumDepth)"
    case .tooLong: "the pattern is longer than \(Glob.maximumLength) bytes"
    }
  }
}

/// A pattern for paths, branches and tags: `*` (anything but a slash), `**` (anything), `?` (one character but a slash),
/// `[a-z]` and `[!a-z]` (one character of a class, never a slash), `{a,b}` (one of several), `\` (takes the next
/// character literally) and a leading `!` (takes away).
///
/// A `**/` at the start of a path component also matches nothing, so that `**/x` matches `x`, and `a/**/b` matches `a/b`.
/// The whole text has to match. The grammar is `grammar/glob.ebnf`. Compiled to an automaton that is run with all its
/// states at once: O(length of pattern × length of text), whatever the pattern.
package struct Glob: Sendable {
  /// The deepest nesting of braces.
  package static let maximumDepth = 16
  /// The longest pattern in bytes.
  package static let maximumLength = 4096

  /// The pattern as written.
  package let pattern: String
  /// Whether it starts with `!`: what it matches is taken away (`GlobList`).
  package let isNegated: Bool
  private let operations: [GlobOperation]
  private let ranges: [ClosedRange<UInt32>]
  /// The text to compare with where the pattern has no special character.
  private let literal: String?

  /// Compiles a pattern. Complexity: O(n).
  package init(_ pattern: String) throws(GlobError) {
    var compiler = GlobCompiler(pattern)
    try compiler.compile()
    self.pattern = pattern
    isNegated = compiler.isNegated
    operations = compiler.operations
    ranges = compiler.ranges
    literal = compiler.literal
  }

  /// Whether the whole of `text` has the form of the pattern; a leading `!` plays no part here.
  package func matches(_ text: String) -> Bool {
    if let literal { return literal == text }
    var current = GlobStates(count: operations.count)
    var next = GlobStates(count: operations.count)
    current.add(0, following: operations)
    for scalar in text.unicodeScalars {
      if current.members.isEmpty { return false }
      next.removeAll()
      for state in current.members where consumes(state, scalar.value) {
        next.add(state + 1, following: operations)
      }
      swap(&current, &next)
    }
    return current.members.contains(operations.count - 1)
  }

  private func consumes(_ state: Int, _ unit: UInt32) -> Bool {
    switch operations[state] {
    case .unit(let expected): unit == expected
    case .anyButSlash: unit != GlobCompiler.slash
    case .any: true
    case .member(let first, let end, let isNegated):
      unit != GlobCompiler.slash && ranges[first..<end].contains { $0.contains(unit) } != isNegated
    case .split, .jump, .accept: false
    }
  }

  /// The folders in front of the first special character, without their last slash: where a walk for matches starts.
  ///
  /// Empty where the first component is special already; `/` is kept for an absolute pattern.
  package var literalFolder: String {
    let bytes = Array(pattern.utf8.dropFirst(isNegated ? 1 : 0))
    let special = bytes.firstIndex { GlobCompiler.isSpecial($0) } ?? bytes.count
    guard let slash = bytes[..<special].lastIndex(of: 0x2F) else { return "" }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }

  /// Whether `text` has a character that is special in a glob.
  package static func hasSpecialCharacters(_ text: String) -> Bool {
    text.utf8.contains { GlobCompiler.isSpecial($0) } || text.utf8.first == 0x21
  }
}

extension Glob: Hashable {
  /// Two globs are equal when they are written alike.
  package static func == (left: Glob, right: Glob) -> Bool { left.pattern == right.pattern }
  /// Hashes the pattern.
  package func hash(into hasher: inout Hasher) { hasher.combine(pattern) }
}

/// Globs in order, of which the last one that matches decides: taken in, or with `!` taken away.
package struct GlobList: Sendable, Hashable {
  /// The globs as written.
  package let globs: [Glob]

  /// Makes a list.
  package init(_ globs: [Glob]) { self.globs = globs }

  /// Whether `text` is taken in; what no glob matches is not.
  package func includes(_ text: String) -> Bool {
    globs.last { $0.matches(text) }?.isNegated == false
  }
}

/// One state of a glob's automaton.
private enum GlobOperation: Sendable {
  /// One Unicode scalar.
  case unit(UInt32)
  case anyButSlash
  case any
  /// One of the ranges `first ..< end`, or none of them.
  case member(first: Int, end: Int, isNegated: Bool)
  /// Goes on at both places without a character.
  case split(Int, Int)
  /// Goes on elsewhere without a character.
  case jump(Int)
  /// The end of the pattern: the last state.
  case accept
}

/// The states that an automaton is in at one time, in the order in which they were found, each once.
private struct GlobStates {
  private(set) var members: [Int] = []
  private var generations: [UInt32]
  private var generation: UInt32 = 1
  private var pending: [Int] = []

  init(count: Int) { generations = Array(repeating: 0, count: count) }

  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    generation &+= 1
  }

  /// Adds a state and all that follow from it without a character.
  mutating func add(_ state: Int, following operations: [GlobOperation]) {
    pending.append(state)
    while let state = pending.popLast() {
      guard state < operations.count, generations[state] != generation else { continue }
      generations[state] = generation
      switch operations[state] {
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .jump(let target): pending.append(target)
      case .unit, .anyButSlash, .any, .member, .accept: members.append(state)
      }
    }
  }
}

/// Turns a pattern into states, in one pass and without recursion.
private struct GlobCompiler {
  static let slash: UInt32 = 0x2F

  private(set) var operations: [GlobOperation] = []
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private(set) var isNegated = false
  private(set) var literal: String?
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var groups: [Group] = []
  /// Whether a path component starts here: at the start and behind a slash.
  private var isAtComponentStart = true

  /// An open brace.
  private struct Group {
    let opening: Int
    /// The state that chooses between the alternative that is being read and the next one.
    var choice: Int
    /// The states at the ends of the alternatives, which jump behind the brace.
    var exits: [Int] = []
    let startsComponent: Bool
    var endsAtComponentStart = true
  }

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2A, 0x3F, 0x5B, 0x7B, 0x5C: true  // * ? [ { \
    default: false
    }
  }

  private func failure(_ kind: GlobError.Kind, at index: Int) -> GlobError {
    GlobError(kind: kind, offset: scalars.prefix(index).reduce(0) { $0 + UTF8.width($1) })
  }

  mutating func compile() throws(GlobError) {
    if scalars.first == "!" {
      isNegated = true
      index = 1
    }
    guard index < scalars.count else { throw failure(.empty, at: 0) }
    guard scalars.count <= Glob.maximumLength else { throw failure(.tooLong, at: 0) }
    if !scalars[index...].contains(where: { $0.isASCII && Self.isSpecial(UInt8(truncatingIfNeeded: $0.value)) }) {
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars[index...])
      literal = text
    }
    while index < scalars.count { try compileNext() }
    if let group = groups.last { throw failure(.unclosedBrace, at: group.opening) }
    operations.append(.accept)
  }

  private mutating func compileNext() throws(GlobError) {
    let scalar = scalars[index]
    switch scalar {
    case "*": compileStars()
    case "?": append(.anyButSlash)
    case "[": try compileClass()
    case "{": try openGroup()
    case "," where !groups.isEmpty: startAlternative()
    case "}" where !groups.isEmpty: closeGroup()
    case "\\":
      guard index + 1 < scalars.count else { throw failure(.danglingEscape, at: index) }
      index += 1
      append(.unit(scalars[index].value))
    default:
      append(.unit(scalar.value))
      isAtComponentStart = scalar.value == Self.slash
    }
  }

  /// Appends a state for one character and goes past one character of the pattern.
  private mutating func append(_ operation: GlobOperation) {
    operations.append(operation)
    isAtComponentStart = false
    index += 1
  }

  private mutating func compileStars() {
    let start = index
    while index < scalars.count, scalars[index] == "*" { index += 1 }
    guard index - start >= 2 else {
      repeatAny(.anyButSlash)
      isAtComponentStart = false
      return
    }
    guard isAtComponentStart, index < scalars.count, scalars[index].value == Self.slash else {
      repeatAny(.any)
      isAtComponentStart = false
      return
    }
    // `**/` where a component starts: either nothing, or anything up to a slash.
    let choice = operations.count
    operations.append(.accept)
    repeatAny(.any)
    operations.append(.unit(Self.slash))
    operations[choice] = .split(choice + 1, operations.count)
    index += 1
  }

  private mutating func repeatAny(_ operation: GlobOperation) {
    let start = operations.count
    operations.append(.split(start + 1, start + 3))
    operations.append(operation)
    operations.append(.jump(start))
  }

  private mutating func compileClass() throws(GlobError) {
    let opening = index
    let first = ranges.count
    index += 1
    var isNegated = false
    if index < scalars.count, scalars[index] == "!" || scalars[index] == "^" {
      isNegated = true
      index += 1
    }
    var isFirst = true
    while true {
      guard index < scalars.count else { throw failure(.unclosedClass, at: opening) }
      if scalars[index] == "]", !isFirst { break }
      isFirst = false
      let start = index
      let low = try classMember(of: opening)
      var high = low
      if index + 1 < scalars.count, scalars[index] == "-", scalars[index + 1] != "]" {
        index += 1
        high = try classMember(of: opening)
      }
      guard low <= high else { throw failure(.reversedRange, at: start) }
      ranges.append(low...high)
    }
    append(.member(first: first, end: ranges.count, isNegated: isNegated))
  }

  private mutating func classMember(of opening: Int) throws(GlobError) -> UInt32 {
    if scalars[index] == "\\" { index += 1 }
    guard index < scalars.count else { throw failure(.unclosedClass, at: opening) }
    index += 1
    return scalars[index - 1].value
  }

  private mutating func openGroup() throws(GlobError) {
    guard groups.count < Glob.maximumDepth else { throw failure(.tooDeep, at: index) }
    groups.append(Group(opening: index, choice: operations.count, startsComponent: isAtComponentStart))
    operations.append(.accept)
    index += 1
  }

  private mutating func startAlternative() {
    guard var group = groups.popLast() else { return }
    group.exits.append(operations.count)
    operations.append(.accept)
    operations[group.choice] = .split(group.choice + 1, operations.count)
    group.choice = operations.count
    operations.append(.accept)
    group.endsAtComponentStart = group.endsAtComponentStart && isAtComponentStart
    isAtComponentStart = group.startsComponent
    groups.append(group)
    index += 1
  }

  private mutating func closeGroup() {
    guard let group = groups.popLast() else { return }
    operations[group.choice] = .jump(group.choice + 1)
    for exit in group.exits { operations[exit] = .jump(operations.count) }
    isAtComponentStart = group.endsAtComponentStart && isAtComponentStart
    index += 1
  }
}
