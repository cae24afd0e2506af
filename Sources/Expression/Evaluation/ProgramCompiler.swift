// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Makes the operations of a program from a tree.
struct ProgramCompiler {
  private let expression: ParsedExpression
  private let environment: EvaluationEnvironment
  private(set) var operations: [Operation] = []
  private(set) var nodes: [ExpressionID] = []
  private(set) var localCount = 0
  private(set) var variables: [String] = []
  private var slots: [String: Int] = [:]
  private var scope: [(name: String, local: Int)] = []

  init(_ expression: ParsedExpression, _ environment: EvaluationEnvironment) {
    self.expression = expression
    self.environment = environment
    operations.reserveCapacity(expression.nodes.count)
  }

  mutating func compileRoot() -> Int {
    guard let root = expression.root, expression.problems.isEmpty else {
      let message = expression.problems.first?.message ?? "there is no expression"
      return emit(.fault(EvaluationFault(.syntax, message)), expression.root ?? 0)
    }
    return compile(root)
  }

  private mutating func emit(_ operation: Operation, _ node: ExpressionID) -> Int {
    operations.append(operation)
    nodes.append(node)
    return operations.count - 1
  }

  private mutating func slot(_ name: String) -> Int {
    if let slot = slots[name] { return slot }
    slots[name] = variables.count
    variables.append(name)
    return variables.count - 1
  }

  private func local(_ name: String) -> Int? { scope.last { $0.name == name }?.local }

  private mutating func declare(_ name: String) -> Int {
    scope.append((name, localCount))
    localCount += 1
    return localCount - 1
  }

  private mutating func compile(_ id: ExpressionID) -> Int {
    let node = expression[id]
    switch node.kind {
    case .error: return emit(.fault(EvaluationFault(.syntax, "the expression is incomplete")), id)
    case .literal(let value): return emit(.constant(value), id)
    case .identifier(let name, let isAbsolute): return identifier(name, isAbsolute, id)
    case .select(let operand, let field, let isOptional):
      if !isOptional, let operation = dotted(id) { return emit(operation, id) }
      let inner = compile(operand)
      if !isOptional {
        switch operations[inner] {
        case .variable(let slot):
          return emit(.path(slot, [Operation.PathField(name: field, step: operations.count)]), id)
        case .path(let slot, let fields):
          return emit(.path(slot, fields + [Operation.PathField(name: field, step: operations.count)]), id)
        default: break
        }
      }
      return emit(.select(inner, field, isOptional: isOptional), id)
    case .index(let operand, let index, let isOptional):
      let first = compile(operand)
      if !isOptional, case .literal(.string(let field)) = expression[index].kind {
        switch operations[first] {
        case .variable(let slot):
          return emit(.path(slot, [Operation.PathField(name: field, step: operations.count)]), id)
        case .path(let slot, let fields):
          return emit(.path(slot, fields + [Operation.PathField(name: field, step: operations.count)]), id)
        default: break
        }
      }
      return emit(.index(first, compile(index), isOptional: isOptional), id)
    case .call(let name, let target, let arguments): return call(name, target, arguments, id)
    case .unary(let op, let operand):
      let inner = compile(operand)
      return emit(op == .not ? .not(inner) : .negate(inner), id)
    case .binary(let op, let left, let right):
      let first = compile(left)
      let second = compile(right)
      switch op {
      case .and: return emit(.and(first, second), id)
      case .or: return emit(.or(first, second), id)
      default: return emit(.binary(op, first, second), id)
      }
    case .conditional(let condition, let then, let otherwise):
      let first = compile(condition)
      let second = compile(then)
      return emit(.conditional(first, second, compile(otherwise)), id)
    case .list(let elements):
      var items: [(value: Int, isOptional: Bool)] = []
      for element in elements { items.append((compile(element.value), element.isOptional)) }
      return emit(.list(items), id)
    case .map(let entries):
      var items: [(key: Int, value: Int, isOptional: Bool)] = []
      for entry in entries { items.append((compile(entry.key), compile(entry.value), entry.isOptional)) }
      return emit(.map(items), id)
    case .macro(let call): return macro(call, id)
    }
  }

  // MARK: Names

  private mutating func identifier(_ name: String, _ isAbsolute: Bool, _ id: ExpressionID) -> Int {
    if !isAbsolute, let local = local(name) { return emit(.local(local), id) }
    if let operation = dotted(id) { return emit(operation, id) }
    if let type = TypeNames.known[name] {
      let candidate = Operation.Candidate(slot: slot(name), fields: [])
      return emit(.qualified([candidate], type: type, name: name), id)
    }
    return emit(.variable(slot(name)), id)
  }

  /// A dotted name that may be one variable, where the environment has such, or a type.
  private mutating func dotted(_ id: ExpressionID) -> Operation? {
    guard let path = expression.path(of: id), let first = path.first,
      path.allSatisfy({ $0.style != .key && !$0.isOptional }),
      case .identifier(_, let isAbsolute) = expression[first.id].kind
    else { return nil }
    if !isAbsolute, local(first.name) != nil { return nil }
    let names = path.map(\.name)
    let full = names.joined(separator: ".")
    let type = TypeNames.known[full]
    guard environment.hasQualifiedNames || !environment.container.isEmpty || (type != nil && names.count > 1) else {
      return nil
    }
    var prefixes = [""]
    if !isAbsolute && !environment.container.isEmpty {
      var prefix = ""
      for part in environment.container.split(separator: ".") {
        prefix += part + "."
        prefixes.insert(prefix, at: 0)
      }
    }
    var candidates: [Operation.Candidate] = []
    for length in stride(from: names.count, through: 1, by: -1) {
      let name = names.prefix(length).joined(separator: ".")
      for prefix in prefixes {
        candidates.append(Operation.Candidate(slot: slot(prefix + name), fields: Array(names.dropFirst(length))))
      }
    }
    return .qualified(candidates, type: type, name: full)
  }

  // MARK: Calls

  private mutating func call(
    _ name: String, _ target: ExpressionID?, _ arguments: [ExpressionID], _ id: ExpressionID
  ) -> Int {
    var name = name.hasPrefix(".") ? String(name.dropFirst()) : name
    var operands = arguments
    var isReceiver = false
    if let target {
      if let prefix = expression.qualifiedName(of: target), isFunction(prefix + "." + name),
        local(String(prefix.prefix { $0 != "." })) == nil
      {
        name = prefix + "." + name
      } else {
        operands = [target] + arguments
        isReceiver = true
      }
    }
    let rows = environment.catalog.functions(named: name)
    let candidates = rows.filter { $0.isReceiver == isReceiver && $0.accepts(count: operands.count) }
    if name == "matches", operands.count == 2, let pattern = operands.last,
      case .literal(.string(let text)) = expression[pattern].kind, environment.functions[name] == nil
    {
      do {
        let expression = try RegularExpression(text)
        return emit(.matches(compile(operands[0]), expression), id)
      } catch {
        return emit(.fault(EvaluationFault(.invalidRegex, error.message)), pattern)
      }
    }
    var indices: [Int] = []
    for operand in operands { indices.append(compile(operand)) }
    let isKnown = !rows.isEmpty || environment.functions[name] != nil
    return emit(
      .call(Operation.CallSite(name: name, candidates: candidates, arguments: indices, isKnown: isKnown)), id)
  }

  private func isFunction(_ name: String) -> Bool {
    environment.catalog.contains(name) || environment.functions[name] != nil
  }

  // MARK: Macros

  private mutating func macro(_ call: MacroCall, _ id: ExpressionID) -> Int {
    let depth = scope.count
    defer { scope.removeLast(scope.count - depth) }
    switch call.macro {
    case .has:
      guard let argument = call.arguments.first, case .select(let operand, let field, _) = expression[argument].kind
      else { break }
      if let operation = dotted(argument), case .qualified(let candidates, _, let name) = operation,
        let last = candidates.last, !last.fields.isEmpty
      {
        let shorter = candidates.filter { !$0.fields.isEmpty }.map {
          Operation.Candidate(slot: $0.slot, fields: Array($0.fields.dropLast()))
        }
        let inner = emit(.qualified(shorter, type: nil, name: name), operand)
        return emit(.has(inner, field), id)
      }
      return emit(.has(compile(operand), field), id)
    case .bind:
      guard let value = call.arguments.first, let variable = call.variables.first, let body = call.body else { break }
      let inner = compile(value)
      let local = declare(variable.name)
      return emit(.bind(local: local, value: inner, body: compile(body)), id)
    case .block:
      guard let body = call.body else { break }
      let first = localCount
      // All at once, so that inner loops of the values get places behind.
      localCount += call.arguments.count - 1
      var values: [Int] = []
      for (index, value) in call.arguments.dropLast().enumerated() {
        values.append(compile(value))
        scope.append(("@index\(index)", first + index))
      }
      return emit(.block(first: first, values: values, body: compile(body)), id)
    case .optMap, .optFlatMap:
      guard let target = call.target, let variable = call.variables.first, let body = call.body else { break }
      let inner = compile(target)
      let local = declare(variable.name)
      return emit(
        .optionalMap(local: local, target: inner, body: compile(body), isFlat: call.macro == .optFlatMap), id)
    default:
      guard let target = call.target, let variable = call.variables.first, let body = call.body else { break }
      let range = compile(target)
      let first = declare(variable.name)
      let second = call.variables.count > 1 ? declare(call.variables[1].name) : nil
      let filter = call.arguments.count > 1 ? call.arguments.first.map { compile($0) } : nil
      return emit(
        .loop(
          Operation.Loop(
            macro: call.macro, range: range, first: first, second: second, filter: filter, body: compile(body))), id)
    }
    return emit(.fault(EvaluationFault(.syntax, "the expression is incomplete")), id)
  }
}

/// The names of types that are values.
enum TypeNames {
  static let known: [String: CELTypeName] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "list": .list,
    "map": .map, "null_type": .null, "type": .type, "optional_type": .optional, "net.IP": .address,
    "net.CIDR": .network, "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
  ]
}
