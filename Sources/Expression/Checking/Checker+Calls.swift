// SPDX-License-Identifier: Apache-2.0
import SourceText

extension Checker {
  mutating func call(
    _ id: ExpressionID, _ name: String, _ target: ExpressionID?, _ arguments: [ExpressionID]
  ) -> CELType {
    var name = name.hasPrefix(".") ? String(name.dropFirst()) : name
    var operands = arguments
    var isReceiver = false
    var range = expression[id].nameRange
    if let target {
      let prefix = expression.qualifiedName(of: target)
      if let prefix, isNamespace(prefix) {
        name = prefix + "." + name
        range = expression[target].range.union(range)
      } else {
        operands = [target] + arguments
        isReceiver = true
      }
    }
    let rows = environment.catalog.rows(named: name)
    if !rows.isEmpty, rows.allSatisfy({ $0.macro != nil }) {
      // A macro's arguments are not for themselves, so nothing is said about them.
      if let target, isReceiver { check(target) }
      let accepted = Set(rows.map { $0.parameters.count - ($0.isReceiver ? 1 : 0) }).sorted()
      if rows.contains(where: { $0.isReceiver == isReceiver }) {
        report(.wrongArity(name, given: arguments.count, accepted: accepted), id, range)
      } else {
        report(.wrongForm(name, isReceiver: !isReceiver), id, range)
      }
      return .error
    }
    let argumentTypes = operands.map { check($0) }
    guard !rows.isEmpty else {
      let suggestion = Spelling.nearest(name, among: environment.catalog.names)
      report(.unknownFunction(name, suggestion: suggestion), id, range, replacement: suggestion)
      return .error
    }
    let formed = rows.filter { $0.isReceiver == isReceiver }
    guard !formed.isEmpty else {
      report(.wrongForm(name, isReceiver: !isReceiver), id, range)
      return .error
    }
    let offset = isReceiver ? 1 : 0
    guard formed.contains(where: { $0.macro == nil && $0.accepts(count: operands.count) }) else {
      // Where the target's type is that of only some rows, the others' counts are no help.
      let accepted = Set(formed.map { $0.parameters.count - offset }).sorted()
      report(.wrongArity(name, given: arguments.count, accepted: accepted), id, range)
      return .error
    }
    if name == "matches", let last = operands.last, case .literal(.string(let pattern)) = expression[last].kind {
      do { _ = try RegularExpression(pattern) } catch { report(.invalidRegex(error), last) }
    }
    return resolve(id, name, operands, argumentTypes, isReceiver: isReceiver)
  }

  /// Whether a dotted name before a call is the name space of functions, not a value.
  private func isNamespace(_ prefix: String) -> Bool {
    let root = String(prefix.prefix { $0 != "." })
    guard local(root) == nil, environment.resolve(root, isAbsolute: false) == nil else { return false }
    return environment.catalog.names.contains { $0.hasPrefix(prefix + ".") }
  }

  /// The type of a call by the overloads that fit; a problem where none does.
  mutating func resolve(
    _ id: ExpressionID, _ name: String, _ operands: [ExpressionID], _ argumentTypes: [CELType], isReceiver: Bool
  ) -> CELType {
    let rows = environment.catalog.functions(named: name).filter {
      $0.isReceiver == isReceiver && $0.accepts(count: operands.count)
    }
    var result: CELType?
    var fitting: [FunctionOverload] = []
    let isDecided = argumentTypes.allSatisfy(\.isGround)
    for row in rows {
      let signature = substitution.instantiate(operands.indices.map { row.parameterType($0) } + [row.result])
      guard let type = signature.last, substitution.unify(Array(signature.dropLast()), argumentTypes) else { continue }
      let resolved = substitution.resolve(type)
      fitting.append(row)
      // With all types known, the first row is the one that will be called.
      if isDecided {
        result = resolved
        break
      }
      if let before = result {
        if before != .dyn && before != resolved { result = .dyn }
      } else {
        result = resolved
      }
    }
    overloads[id] = fitting
    if let result { return result }
    if argumentTypes.contains(.error) { return .error }
    let conversion =
      name.hasPrefix("_[") || operands.count < 2 ? nil : conversion(name, rows, operands, argumentTypes)
    report(
      .noOverload(function: name, arguments: argumentTypes.map(final), isReceiver: isReceiver), id,
      isReceiver ? expression[id].nameRange : expression[id].range, replacement: conversion?.text,
      at: conversion?.range)
    return rows.allSatisfy { $0.result == rows.first?.result } ? rows.first.map { ground($0.result) } ?? .error : .error
  }

  private func ground(_ type: CELType) -> CELType {
    switch type {
    case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: type
    default: .error
    }
  }

  /// The one conversion that would make a row fit.
  private mutating func conversion(
    _ name: String, _ rows: [FunctionOverload], _ operands: [ExpressionID], _ argumentTypes: [CELType]
  ) -> CheckProblem.Replacement? {
    var best: (rank: Int, id: ExpressionID, function: String)?
    for row in rows {
      var wrong: [Int] = []
      for (index, type) in argumentTypes.enumerated() {
        let parameter = substitution.instantiate([row.parameterType(index)]).first ?? .dyn
        if !substitution.fits(parameter, type) { wrong.append(index) }
      }
      guard wrong.count == 1, let index = wrong.first,
        let (function, rank) = Checker.conversion(from: argumentTypes[index], to: row.parameterType(index))
      else { continue }
      if rank < best?.rank ?? .max { best = (rank, operands[index], function) }
    }
    guard let best else { return nil }
    return replacement(best.id, best.function)
  }

  /// `double(x)` for a node, or `1.0` for the constant `1`.
  private func replacement(_ id: ExpressionID, _ function: String) -> CheckProblem.Replacement {
    let node = expression[id]
    let text = expression.text(node.range)
    if function == "double", case .literal(.int(let value)) = node.kind {
      return CheckProblem.Replacement(range: node.range, text: "\(value).0")
    }
    return CheckProblem.Replacement(range: node.range, text: "\(function)(\(text))")
  }

  private static func conversion(from: CELType, to: CELType) -> (function: String, rank: Int)? {
    switch (from, to) {
    case (.int, .double), (.uint, .double): ("double", 0)
    case (.int, .string), (.uint, .string), (.double, .string), (.bool, .string), (.timestamp, .string),
      (.duration, .string), (.bytes, .string):
      ("string", 1)
    case (.string, .duration): ("duration", 2)
    case (.string, .timestamp): ("timestamp", 2)
    case (.uint, .int), (.string, .int): ("int", 3)
    case (.string, .double): ("double", 3)
    case (.int, .uint): ("uint", 4)
    default: nil
    }
  }

  // MARK: Operators

  mutating func binary(
    _ id: ExpressionID, _ op: BinaryOperator, _ left: ExpressionID, _ right: ExpressionID
  ) -> CELType {
    if op == .subtract, let problem = hyphen(id) {
      if problems.count < ExpressionProblem.maximumCount { problems.append(problem) }
      return .dyn
    }
    let first = check(left)
    let second = check(right)
    switch op {
    case .and, .or:
      requireBool(left, first)
      requireBool(right, second)
      return .bool
    case .equal, .notEqual:
      equality(id, op, (left, first), (right, second))
      return .bool
    case .contained:
      membership(id, (left, first), (right, second))
      return .bool
    default: return resolve(id, op.rawValue, [left, right], [first, second], isReceiver: false)
    }
  }

  private mutating func equality(
    _ id: ExpressionID, _ op: BinaryOperator, _ left: (id: ExpressionID, type: CELType),
    _ right: (id: ExpressionID, type: CELType)
  ) {
    overloads[id] = environment.catalog.functions(named: op.rawValue)
    if left.type == .null || right.type == .null { return }
    let shared = substitution.fresh()
    guard left.type.isSameScalar(as: right.type) || substitution.unify([shared, shared], [left.type, right.type]) else {
      let types = [final(left.type), final(right.type)]
      let numeric: [CELType] = [.int, .uint, .double]
      if types.allSatisfy(numeric.contains) {
        let index = types[0] == .double ? 1 : types[1] == .double ? 0 : types[0] == .uint ? 0 : 1
        let fix = replacement(index == 0 ? left.id : right.id, types.contains(.double) ? "double" : "int")
        report(
          .noOverload(function: op.rawValue, arguments: types, isReceiver: false), id, replacement: fix.text,
          at: fix.range)
      } else {
        let fix = literal(left.id, as: types[1]) ?? literal(right.id, as: types[0])
        report(.neverEqual(types[0], types[1]), id, replacement: fix?.text, at: fix?.range)
      }
      return
    }
    option(left.id, right.id)
    option(right.id, left.id)
  }

  /// The text of a string constant as a constant of another type, `3` for `"3"`, or of a constant as a string.
  private func literal(_ id: ExpressionID, as type: CELType) -> CheckProblem.Replacement? {
    guard case .literal(let value) = expression[id].kind else { return nil }
    let range = expression[id].range
    switch (value, type) {
    case (.string(let text), .int) where Int64(text) != nil: return .init(range: range, text: text)
    case (.string(let text), .bool) where text == "true" || text == "false": return .init(range: range, text: text)
    case (.string(let text), .double):
      guard let number = Double(text), number.isFinite else { return nil }
      return .init(range: range, text: DoubleText.literal(number))
    case (.int, .string), (.uint, .string), (.double, .string), (.bool, .string):
      return .init(range: range, text: CELValue.string(value.textForm).celDescription)
    default: return nil
    }
  }

  /// A constant that is compared with something that has options must be one of them.
  private mutating func option(_ constant: ExpressionID, _ other: ExpressionID) {
    guard case .literal(let value) = expression[constant].kind, value != .null, let field = fields[other],
      !field.options.isEmpty, !field.options.contains(where: { $0.equals(value) })
    else { return }
    let names = field.options.compactMap(\.asString)
    let near = value.asString.flatMap { Spelling.nearest($0, among: names) }
    report(
      .notAnOption(value, name: field.name, options: field.options), constant,
      replacement: near.map { CELValue.string($0).celDescription })
  }

  private mutating func membership(
    _ id: ExpressionID, _ left: (id: ExpressionID, type: CELType), _ right: (id: ExpressionID, type: CELType)
  ) {
    if case .list(let elements) = expression[right.id].kind {
      for element in elements { option(element.value, left.id) }
    }
    switch right.type {
    case .record:
      if !substitution.unify(.string, left.type) { report(.neverEqual(final(left.type), .string), id) }
      return
    case .list(let element), .map(let element, _):
      if !substitution.fits(element, left.type), left.type != .null, element != .null {
        report(.neverEqual(final(left.type), final(element)), id)
        return
      }
      if left.type == .null || element == .null { return }
    default: break
    }
    _ = resolve(
      id, BinaryOperator.contained.rawValue, [left.id, right.id], [left.type, right.type], isReceiver: false)
  }

  // MARK: Hyphens

  /// `steps.my-step.outputs`: a chain of subtractions without space, of names that do not exist.
  private func hyphen(_ id: ExpressionID) -> CheckProblem? {
    var parts: [ExpressionID] = []
    var id = id
    let outer = id
    while case .binary(.subtract, let left, let right) = expression[id].kind {
      let name = expression[id].nameRange
      guard expression[left].range.end == name.start, name.end == expression[right].range.start else { return nil }
      parts.insert(right, at: 0)
      id = left
    }
    guard let path = expression.path(of: id), path.count >= 2, let stem = path.last, stem.style == .field,
      !stem.isOptional, !stem.name.isEmpty
    else { return nil }
    var name = stem.name
    var isUndeclared = false
    var rest = ""
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch expression[part].kind {
      case .literal(.int(let number)) where number >= 0: name += "-" + expression.text(expression[part].range)
      default:
        guard let inner = expression.path(of: part), let root = inner.first, isLast || inner.count == 1,
          case .identifier(_, false) = expression[root.id].kind
        else { return nil }
        if local(root.name) == nil, environment.resolve(root.name, isAbsolute: false) == nil { isUndeclared = true }
        name += "-" + root.name
        rest = expression.text(TextRange(root.range.end, expression[part].range.end))
      }
    }
    guard isUndeclared, path.count >= 2 else { return nil }
    let operandEnd = expression[path[path.count - 2].id].range.end
    let range = TextRange(expression[id].range.start, expression[outer].range.end)
    let text = expression.text(TextRange(range.start, operandEnd)) + "[\"\(name)\"]" + rest
    return CheckProblem(
      kind: .hyphenSubtraction(name: name), node: outer, range: range, replacement: .init(range: range, text: text))
  }
}
