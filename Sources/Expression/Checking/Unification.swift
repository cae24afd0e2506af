// SPDX-License-Identifier: Apache-2.0

/// The checker's knowledge of type parameters: which type each stands for.
///
/// The rules are those of the specification's type checker: `dyn` fits everything, a parameter takes the most general
/// of the types it meets, null fits optional and abstract types.
struct Substitution {
  private var bindings: [String: CELType] = [:]
  private var count = 0

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
  func resolve(_ type: CELType, isFinal: Bool = false, depth: Int = 0) -> CELType {
    guard depth < 400 else { return .dyn }
    switch type {
    case .parameter(let name):
      if let bound = bindings[name] { return resolve(bound, isFinal: isFinal, depth: depth + 1) }
      return isFinal ? .dyn : type
    case .list(let element): return .list(resolve(element, isFinal: isFinal, depth: depth + 1))
    case .map(let key, let value):
      return .map(
        resolve(key, isFinal: isFinal, depth: depth + 1), resolve(value, isFinal: isFinal, depth: depth + 1))
    case .optional(let value): return .optional(resolve(value, isFinal: isFinal, depth: depth + 1))
    case .type(let inner): return .type(resolve(inner, isFinal: isFinal, depth: depth + 1))
    case .abstract(let name, let parameters):
      return .abstract(name, parameters.map { resolve($0, isFinal: isFinal, depth: depth + 1) })
    default: return type
    }
  }

  /// Whether values of `right` may stand where `left` is asked for; keeps what was learned about parameters only then.
  mutating func unify(_ left: CELType, _ right: CELType) -> Bool {
    var copy = self
    guard copy.isAssignable(left, right, 0) else { return false }
    self = copy
    return true
  }

  /// `unify` for lists of types.
  mutating func unify(_ left: [CELType], _ right: [CELType]) -> Bool {
    guard left.count == right.count else { return false }
    var copy = self
    for (first, second) in zip(left, right) where !copy.isAssignable(first, second, 0) { return false }
    self = copy
    return true
  }

  private mutating func isAssignable(_ left: CELType, _ right: CELType, _ depth: Int) -> Bool {
    guard depth < 400 else { return true }
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
    if let bound = bindings[name] {
      if bound == type { return .bound }
      guard isAssignable(type, bound, depth + 1) else { return .conflict }
      let general = Substitution.mostGeneral(type, bound)
      if !occurs(name, in: general, 0) { bindings[name] = general }
      return .bound
    }
    guard !occurs(name, in: type, 0) else { return .recursive }
    bindings[name] = type
    return .bound
  }

  private func occurs(_ name: String, in type: CELType, _ depth: Int) -> Bool {
    guard depth < 400 else { return true }
    switch type {
    case .parameter(let other):
      if other == name { return true }
      return bindings[other].map { occurs(name, in: $0, depth + 1) } ?? false
    case .list(let inner), .optional(let inner), .type(let inner): return occurs(name, in: inner, depth + 1)
    case .map(let key, let value): return occurs(name, in: key, depth + 1) || occurs(name, in: value, depth + 1)
    case .abstract(_, let parameters): return parameters.contains { occurs(name, in: $0, depth + 1) }
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
