// SPDX-License-Identifier: Apache-2.0

/// The checker's knowledge of type parameters: which type each stands for.
///
/// The rules are those of the specification's type checker: `dyn` fits everything, a parameter takes the most general
/// of the types it meets, null fits optional and abstract types.
///
/// Types are trees here, though an expression may share their parts: `{a: a}` doubles the type of `a`. So what is deeper
/// than `maximumDepth` or has more than `maximumSize` parts becomes `dyn`, about which nothing is said.
struct Substitution {
  private static let maximumDepth = 30
  private static let maximumSize = 200
  private static let maximumWork = 2_000

  private let bindings = Bindings()
  private var count = 0
  /// Behind a reference: as a part of a value that is itself a part, the dictionary is copied again and again.
  private final class Bindings {
    var types: [String: CELType] = [:]
  }

  /// What the bindings were before the unification that is going on.
  private var changes: [(name: String, before: CELType?)] = []
  /// What is left of the steps that it may take.
  private var work = 0

  /// Whether there is a parameter at all.
  var isUsed: Bool { count > 0 }

  mutating func fresh() -> CELType {
    count += 1
    return .parameter("@\(count)")
  }

  /// The signature's types with new parameters in place of its own.
  mutating func instantiate(_ types: [CELType]) -> [CELType] {
    var names: [String: CELType] = [:]
    return types.map { rename($0, &names) }
  }

  private mutating func rename(_ type: CELType, _ names: inout [String: CELType]) -> CELType {
    switch type {
    case .parameter(let name):
      if let known = names[name] { return known }
      let new = fresh()
      names[name] = new
      return new
    case .list(let element): return .list(rename(element, &names))
    case .map(let key, let value): return .map(rename(key, &names), rename(value, &names))
    case .optional(let value): return .optional(rename(value, &names))
    case .type(let inner): return .type(rename(inner, &names))
    case .abstract(let name, let parameters): return .abstract(name, parameters.map { rename($0, &names) })
    default: return type
    }
  }

  /// The type with parameters replaced by what they stand for; free ones stay, or become `dyn` at the end.
  func resolve(_ type: CELType, isFinal: Bool = false) -> CELType {
    switch type {
    // Nothing to replace, which is by far the most frequent.
    case .dyn, .error, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .record: return type
    default:
      var budget = Self.maximumSize
      return resolve(type, isFinal, 0, &budget)
    }
  }

  private func resolve(_ type: CELType, _ isFinal: Bool, _ depth: Int, _ budget: inout Int) -> CELType {
    budget -= 1
    guard depth < Self.maximumDepth, budget > 0 else { return .dyn }
    switch type {
    case .parameter:
      // A chain of parameters is no deeper type.
      var current = type
      for _ in 0..<Self.maximumWork {
        guard case .parameter(let name) = current else { return resolve(current, isFinal, depth, &budget) }
        guard let bound = bindings.types[name] else { return isFinal ? .dyn : current }
        current = bound
      }
      return .dyn
    case .list(let element): return .list(resolve(element, isFinal, depth + 1, &budget))
    case .map(let key, let value):
      let key = resolve(key, isFinal, depth + 1, &budget)
      return .map(key, resolve(value, isFinal, depth + 1, &budget))
    case .optional(let value): return .optional(resolve(value, isFinal, depth + 1, &budget))
    case .type(let inner): return .type(resolve(inner, isFinal, depth + 1, &budget))
    case .abstract(let name, let parameters):
      return .abstract(name, parameters.map { resolve($0, isFinal, depth + 1, &budget) })
    default: return type
    }
  }

  /// Whether values of `right` may stand where `left` is asked for; keeps what was learned about parameters only then.
  mutating func unify(_ left: CELType, _ right: CELType) -> Bool {
    left.isSameScalar(as: right) || unify(of: CollectionOfOne(left), CollectionOfOne(right))
  }

  /// `unify` for lists of types.
  mutating func unify(_ left: [CELType], _ right: [CELType]) -> Bool {
    left.count == right.count && unify(of: left, right)
  }

  /// What `unify` answers; learns nothing.
  mutating func fits(_ left: CELType, _ right: CELType) -> Bool {
    if left.isSameScalar(as: right) { return true }
    let answer = unify(left, right)
    if answer { undo() }
    return answer
  }

  private mutating func unify(of left: some Sequence<CELType>, _ right: some Sequence<CELType>) -> Bool {
    changes.removeAll(keepingCapacity: true)
    work = Self.maximumWork
    for (first, second) in zip(left, right) where !isAssignable(first, second, 0) {
      undo()
      return false
    }
    return true
  }

  private mutating func undo() {
    for change in changes.reversed() { bindings.types[change.name] = change.before }
    changes.removeAll(keepingCapacity: true)
  }

  private mutating func set(_ name: String, _ type: CELType) {
    changes.append((name, bindings.types[name]))
    bindings.types[name] = type
  }

  private mutating func isAssignable(_ left: CELType, _ right: CELType, _ depth: Int) -> Bool {
    work -= 1
    guard depth < 400, work > 0 else { return true }
    if case .parameter(let name) = right {
      switch bind(name, to: left, depth) {
      case .bound: return true
      case .conflict: return false
      case .recursive: break
      }
    }
    if case .parameter(let name) = left { return bind(name, to: right, depth) == .bound }
    if left.isDynamic || right.isDynamic { return true }
    if left == .null { return Substitution.isNullable(right) }
    if right == .null { return Substitution.isNullable(left) }
    switch (left, right) {
    case (.list(let first), .list(let second)), (.optional(let first), .optional(let second)):
      return isAssignable(first, second, depth + 1)
    case (.map(let key, let value), .map(let key2, let value2)):
      return isAssignable(key, key2, depth + 1) && isAssignable(value, value2, depth + 1)
    case (.type, .type): return true
    case (.abstract(let name, let parameters), .abstract(let name2, let parameters2)):
      guard name == name2, parameters.count == parameters2.count else { return false }
      for (first, second) in zip(parameters, parameters2) where !isAssignable(first, second, depth + 1) {
        return false
      }
      return true
    case (.map(let key, let value), .record), (.record, .map(let key, let value)):
      return isAssignable(key, .string, depth + 1) && isAssignable(value, .dyn, depth + 1)
    default: return left == right
    }
  }

  private enum Outcome { case bound, conflict, recursive }

  private mutating func bind(_ name: String, to type: CELType, _ depth: Int) -> Outcome {
    if type == .parameter(name) { return .bound }
    if let bound = bindings.types[name] {
      if bound == type { return .bound }
      guard isAssignable(type, bound, depth + 1) else { return .conflict }
      let general = Substitution.mostGeneral(type, bound)
      if !occurs(name, in: general, 0) { set(name, general) }
      return .bound
    }
    guard !occurs(name, in: type, 0) else { return .recursive }
    set(name, type)
    return .bound
  }

  private mutating func occurs(_ name: String, in type: CELType, _ depth: Int) -> Bool {
    work -= 1
    guard depth < 400, work > 0 else { return true }
    switch type {
    case .parameter(let other):
      if other == name { return true }
      guard let bound = bindings.types[other] else { return false }
      return occurs(name, in: bound, depth + 1)
    case .list(let inner), .optional(let inner), .type(let inner): return occurs(name, in: inner, depth + 1)
    case .map(let key, let value): return occurs(name, in: key, depth + 1) || occurs(name, in: value, depth + 1)
    case .abstract(_, let parameters):
      for parameter in parameters where occurs(name, in: parameter, depth + 1) { return true }
      return false
    default: return false
    }
  }

  /// The type of a list or map literal that holds both; `dyn` where they do not go together.
  mutating func join(_ left: CELType, _ right: CELType) -> CELType {
    guard unify(left, right) else { return .dyn }
    if left == .null { return right }
    if right == .null { return left }
    return Substitution.mostGeneral(left, right)
  }

  private static func isNullable(_ type: CELType) -> Bool {
    switch type {
    case .null, .abstract, .optional, .timestamp, .duration: true
    default: false
    }
  }

  static func mostGeneral(_ left: CELType, _ right: CELType) -> CELType {
    isEqualOrLessSpecific(left, right) ? left : right
  }

  private static func isEqualOrLessSpecific(_ left: CELType, _ right: CELType) -> Bool {
    if left.isDynamic { return true }
    if case .parameter = left { return true }
    if right.isDynamic { return false }
    if case .parameter = right { return false }
    switch (left, right) {
    case (.list(let first), .list(let second)), (.optional(let first), .optional(let second)):
      return isEqualOrLessSpecific(first, second)
    case (.map(let key, let value), .map(let key2, let value2)):
      return isEqualOrLessSpecific(key, key2) && isEqualOrLessSpecific(value, value2)
    case (.abstract(let name, let parameters), .abstract(let name2, let parameters2)):
      return name == name2 && parameters.count == parameters2.count
        && zip(parameters, parameters2).allSatisfy { isEqualOrLessSpecific($0, $1) }
    case (.type, .type): return true
    case (.map, .record): return true
    default: return left == right
    }
  }
}
