// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Types the nodes of one expression. The recursion is as deep as the tree, which the parser bounds.
struct Checker {
  let expression: ParsedExpression
  let environment: TypeEnvironment
  var types: [CELType]
  var problems: [CheckProblem] = []
  var fields: NodeTable<RecordType.Field>
  var overloads: NodeTable<[FunctionOverload]>
  var substitution = Substitution()
  var scope: [(name: String, type: CELType)] = []

  init(_ expression: ParsedExpression, _ environment: TypeEnvironment) {
    self.expression = expression
    self.environment = environment
    // Not `Array(repeating:count:)`, which asks the runtime for the array's type each time.
    types = []
    types.reserveCapacity(expression.nodes.count)
    for _ in expression.nodes.indices { types.append(.error) }
    fields = NodeTable(count: expression.nodes.count)
    overloads = NodeTable(count: expression.nodes.count)
  }

  mutating func run() -> CheckResult {
    let root = expression.root.map { check($0) } ?? .error
    if substitution.isUsed {
      for index in types.indices { types[index] = substitution.resolve(types[index], isFinal: true) }
    }
    if problems.count > 1 { problems.sort { $0.range < $1.range } }
    return CheckResult(
      types: types, type: substitution.resolve(root, isFinal: true), problems: problems, fields: fields,
      overloads: overloads)
  }

  mutating func report(
    _ kind: CheckProblem.Kind, _ node: ExpressionID, _ range: TextRange? = nil, replacement: String? = nil,
    at place: TextRange? = nil
  ) {
    guard problems.count < ExpressionProblem.maximumCount else { return }
    let range = range ?? expression[node].range
    problems.append(
      CheckProblem(
        kind: kind, node: node, range: range,
        replacement: replacement.map { CheckProblem.Replacement(range: place ?? range, text: $0) }))
  }

  @discardableResult
  mutating func check(_ id: ExpressionID) -> CELType {
    let type = substitution.resolve(infer(id))
    if Int(id) < types.count { types[Int(id)] = type }
    return type
  }

  private mutating func infer(_ id: ExpressionID) -> CELType {
    let node = expression[id]
    switch node.kind {
    case .error: return .error
    case .literal(let value): return CELType(of: value)
    case .identifier(let name, let isAbsolute): return identifier(name, isAbsolute, id)
    case .select(let operand, let field, let isOptional):
      return select(id, operand, field, isOptional: isOptional)
    case .index(let operand, let index, let isOptional):
      return self.index(id, operand, index, isOptional: isOptional)
    case .call(let name, let target, let arguments): return call(id, name, target, arguments)
    case .unary(let op, let operand):
      let type = check(operand)
      if op == .not {
        requireBool(operand, type)
        return .bool
      }
      return resolve(id, op.rawValue, [operand], [type], isReceiver: false)
    case .binary(let op, let left, let right): return binary(id, op, left, right)
    case .conditional(let condition, let then, let otherwise):
      requireBool(condition, check(condition))
      let first = check(then)
      let second = check(otherwise)
      let result = substitution.fresh()
      guard substitution.unify([result, result], [first, second]) else {
        report(
          .noOverload(function: "_?_:_", arguments: [.bool, first, second].map(final), isReceiver: false), id,
          expression[otherwise].range)
        return .dyn
      }
      return substitution.resolve(result)
    case .list(let elements):
      var joined: CELType?
      for element in elements {
        var type = check(element.value)
        if element.isOptional { type = unwrapOptional(element.value, type) }
        joined = joined.map { substitution.join($0, type) } ?? type
      }
      return .list(joined ?? substitution.fresh())
    case .map(let entries):
      var keys: CELType?
      var values: CELType?
      for entry in entries {
        let key = check(entry.key)
        var value = check(entry.value)
        if entry.isOptional { value = unwrapOptional(entry.value, value) }
        keys = keys.map { substitution.join($0, key) } ?? key
        values = values.map { substitution.join($0, value) } ?? value
      }
      return .map(keys ?? substitution.fresh(), values ?? substitution.fresh())
    case .macro(let call): return macro(id, call)
    }
  }

  func final(_ type: CELType) -> CELType { substitution.resolve(type, isFinal: true) }

  mutating func requireBool(_ id: ExpressionID, _ type: CELType) {
    if !substitution.unify(.bool, type) { report(.notBool(final(type)), id) }
  }

  private mutating func unwrapOptional(_ id: ExpressionID, _ type: CELType) -> CELType {
    let inner = substitution.fresh()
    guard substitution.unify(.optional(inner), type) else {
      report(.noOverload(function: "optional element", arguments: [final(type)], isReceiver: false), id)
      return .dyn
    }
    return substitution.resolve(inner)
  }

  // MARK: Names

  func local(_ name: String) -> CELType? { scope.last { $0.name == name }?.type }

  private mutating func identifier(_ name: String, _ isAbsolute: Bool, _ id: ExpressionID) -> CELType {
    if !isAbsolute, let type = local(name) { return type }
    if let variable = environment.resolve(name, isAbsolute: isAbsolute) {
      fields[id] = variable
      return variable.type
    }
    if let type = CELType.named(name) { return .type(type) }
    let known = environment.variables.map(\.name) + scope.map(\.name)
    let suggestion = Spelling.nearest(name, among: known)
    report(
      .undefinedName(name, suggestion: suggestion), id, expression[id].nameRange, replacement: suggestion)
    return .error
  }

  private mutating func select(
    _ id: ExpressionID, _ operand: ExpressionID, _ field: String, isOptional: Bool
  ) -> CELType {
    // Most environments have no dotted names, and types' names end with few words.
    if !isOptional,
      environment.hasQualifiedNames || !environment.container.isEmpty || TypeNames.mayEnd(with: field),
      let path = expression.path(of: id), let root = path.first,
      case .identifier(_, let isAbsolute) = expression[root.id].kind, isAbsolute || local(root.name) == nil,
      path.allSatisfy({ $0.style != .key && !$0.isOptional })
    {
      let name = path.map(\.name).joined(separator: ".")
      if let variable = environment.resolve(name, isAbsolute: isAbsolute) {
        fields[id] = variable
        return variable.type
      }
      if environment.resolve(root.name, isAbsolute: isAbsolute) == nil, let type = CELType.named(name) {
        return .type(type)
      }
    }
    let type = check(operand)
    if field.isEmpty { return .error }
    return select(id, from: type, field, expression[id].nameRange, isOptional: isOptional)
  }

  /// The type of a field of a type; `depth` bounds optionals of optionals.
  private mutating func select(
    _ id: ExpressionID, from type: CELType, _ field: String, _ range: TextRange, isOptional: Bool, depth: Int = 0
  ) -> CELType {
    var found: CELType
    switch type {
    case .dyn, .error, .parameter: found = .dyn
    case .record(let record): found = self.field(id, record, field, range)
    case .map(let key, let value):
      guard substitution.unify(key, .string) else {
        report(.noFields(of: final(type), field: field), id, range)
        return .error
      }
      found = value
    case .optional(let inner) where depth < 10:
      let result = select(id, from: inner, field, range, isOptional: false, depth: depth + 1)
      return .optional(result)
    default:
      report(.noFields(of: final(type), field: field), id, range)
      return .error
    }
    if isOptional { found = .optional(found) }
    return found
  }

  mutating func field(_ id: ExpressionID, _ record: RecordType, _ name: String, _ range: TextRange) -> CELType {
    if let field = record.field(name) {
      fields[id] = field
      return field.type
    }
    if record.isOpen { return .dyn }
    let suggestion = Spelling.nearest(name, among: record.fields.map(\.name))
    let isKey = if case .index = expression[id].kind { true } else { false }
    report(
      .unknownField(name, of: .record(record), suggestion: suggestion), id, range,
      replacement: suggestion.map { isKey ? CELValue.string($0).celDescription : $0.isName ? $0 : "`\($0)`" })
    return .error
  }

  private mutating func index(
    _ id: ExpressionID, _ operand: ExpressionID, _ index: ExpressionID, isOptional: Bool
  ) -> CELType {
    let container = check(operand)
    let key = check(index)
    var record: RecordType?
    var isWrapped = isOptional
    switch container {
    case .record(let inner): record = inner
    case .optional(.record(let inner)):
      record = inner
      isWrapped = true
    default: break
    }
    if let record {
      var type = CELType.dyn
      if case .literal(.string(let name)) = expression[index].kind {
        type = field(id, record, name, expression[index].range)
      } else if !substitution.unify(.string, key) {
        report(
          .noOverload(function: "_[_]", arguments: [container, key].map(final), isReceiver: false), index)
      }
      return isWrapped ? .optional(type) : type
    }
    if container.isDynamic { return isOptional ? .optional(.dyn) : .dyn }
    if !Checker.isIndexable(container) {
      report(.noFields(of: final(container), field: ""), id, expression[operand].range)
      return .error
    }
    return resolve(id, isOptional ? "_[?_]" : "_[_]", [operand, index], [container, key], isReceiver: false)
  }

  private static func isIndexable(_ type: CELType) -> Bool {
    switch type {
    case .list, .map, .parameter: true
    case .optional(let inner): isIndexable(inner) || inner.isDynamic
    default: false
    }
  }
}

extension String {
  /// Whether it can be written as a name behind a dot.
  var isName: Bool {
    guard let first = utf8.first, first.isIdentifierStart else { return false }
    return utf8.allSatisfy(\.isIdentifierPart) && !Words.keywords.contains(self)
  }
}

extension CELType {
  /// The type of a value; of the elements of a list or map nothing is said.
  package init(of value: CELValue) {
    self =
      switch value {
      case .null: .null
      case .bool: .bool
      case .int: .int
      case .uint: .uint
      case .double: .double
      case .string: .string
      case .bytes: .bytes
      case .list: .list(.dyn)
      case .map: .map(.dyn, .dyn)
      case .timestamp: .timestamp
      case .duration: .duration
      case .type: .type(.dyn)
      case .optional(let optional): .optional(optional.value.map { CELType(of: $0) } ?? .dyn)
      case .address: .address
      case .network: .network
      case .unknown: .dyn
      }
  }

  /// The type that a name means where it is a value.
  static func named(_ name: String) -> CELType? {
    switch name {
    case "bool": .bool
    case "int": .int
    case "uint": .uint
    case "double": .double
    case "string": .string
    case "bytes": .bytes
    case "list": .list(.dyn)
    case "map": .map(.dyn, .dyn)
    case "null_type": .null
    case "type": .type(.dyn)
    case "optional_type": .optional(.dyn)
    case "net.IP": .address
    case "net.CIDR": .network
    case "google.protobuf.Timestamp": .timestamp
    case "google.protobuf.Duration": .duration
    default: nil
    }
  }
}
