// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Makes the operations of a program from a tree.
struct ProgramCompiler {
  private let expression: ParsedExpression
  private let environment: EvaluationEnvironment
  private(set) var operations: [Operation] = []
  private(set) var tables = OperationTables()
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

  mutating func compileRoot(_ part: ExpressionID?) -> Int {
    guard let root = part ?? expression.root, expression.problems.isEmpty else {
      let message = expression.problems.first?.message ?? "there is no expression"
      return fault(.syntax, message, expression.root ?? 0)
    }
    return compile(root)
  }

  private mutating func emit(_ operation: Operation, _ node: ExpressionID) -> Int {
    operations.append(operation)
    nodes.append(node)
    return operations.count - 1
  }

  private mutating func fault(_ kind: EvaluationErrorKind, _ message: String, _ node: ExpressionID) -> Int {
    tables.faults.append(EvaluationFault(kind, message))
    return emit(.fault(tables.faults.count - 1), node)
  }

  private mutating func name(_ name: String) -> Int {
    tables.names.append(name)
    return tables.names.count - 1
  }

  private mutating func emit(_ qualified: Operation.QualifiedName, _ node: ExpressionID) -> Int {
    tables.qualified.append(qualified)
    return emit(.qualified(tables.qualified.count - 1), node)
  }

  /// A selection from a variable or path becomes one longer path.
  private mutating func path(_ operand: Int, _ field: String, _ node: ExpressionID) -> Int? {
    let step = Operation.PathField(name: field, step: operations.count)
    switch operations[operand] {
    case .variable(let slot):
      tables.paths.append([step])
      return emit(.path(slot, tables.paths.count - 1), node)
    case .path(let slot, let fields):
      tables.paths.append(tables.paths[fields] + [step])
      return emit(.path(slot, tables.paths.count - 1), node)
    default: return nil
    }
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
    case .error: return fault(.syntax, "the expression is incomplete", id)
    case .literal(let value):
      tables.constants.append(value)
      return emit(.constant(tables.constants.count - 1), id)
    case .identifier(let name, let isAbsolute): return identifier(name, isAbsolute, id)
    case .select(let operand, let field, let isOptional):
      if !isOptional, let operation = dotted(id) { return emit(operation, id) }
      let inner = compile(operand)
      if !isOptional, let path = path(inner, field, id) { return path }
      let place = name(field)
      return emit(.select(inner, place, isOptional: isOptional), id)
    case .index(let operand, let index, let isOptional):
      let first = compile(operand)
      if !isOptional, case .literal(.string(let field)) = expression[index].kind, let path = path(first, field, id) {
        return path
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
      var items: [Operation.ListItem] = []
      for element in elements {
        items.append(Operation.ListItem(value: compile(element.value), isOptional: element.isOptional))
      }
      tables.lists.append(items)
      return emit(.list(tables.lists.count - 1), id)
    case .map(let entries):
      var items: [Operation.MapItem] = []
      for entry in entries {
        let key = compile(entry.key)
        items.append(Operation.MapItem(key: key, value: compile(entry.value), isOptional: entry.isOptional))
      }
      tables.maps.append(items)
      return emit(.map(tables.maps.count - 1), id)
    case .macro(let call): return macro(call, id)
    }
  }

  // MARK: Names

  private mutating func identifier(_ name: String, _ isAbsolute: Bool, _ id: ExpressionID) -> Int {
    if !isAbsolute, let local = local(name) { return emit(.local(local), id) }
    if let operation = dotted(id) { return emit(operation, id) }
    if let type = TypeNames.known[name] {
      let candidate = Operation.Candidate(slot: slot(name), fields: [])
      return emit(Operation.QualifiedName(candidates: [candidate], type: type, name: name), id)
    }
    return emit(.variable(slot(name)), id)
  }

  /// A dotted name that may be one variable, where the environment has such, or a type.
  private mutating func dotted(_ id: ExpressionID) -> Operation.QualifiedName? {
    if !environment.hasQualifiedNames && environment.container.isEmpty {
      // Only the name of a type can be meant, and these end with few words.
      guard case .select(_, let field, _) = expression[id].kind, TypeNames.mayEnd(with: field) else { return nil }
    }
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
    return Operation.QualifiedName(candidates: candidates, type: type, name: full)
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
        tables.patterns.append(try RegularExpression(text))
        let place = tables.patterns.count - 1
        return emit(.matches(compile(operands[0]), place), id)
      } catch {
        return fault(.invalidRegex, error.message, pattern)
      }
    }
    var indices: [Int] = []
    for operand in operands { indices.append(compile(operand)) }
    let isKnown = !rows.isEmpty || environment.functions[name] != nil
    tables.calls.append(
      Operation.CallSite(name: name, candidates: candidates, arguments: indices, isKnown: isKnown))
    return emit(.call(tables.calls.count - 1), id)
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
      if var name = dotted(argument), let last = name.candidates.last, !last.fields.isEmpty {
        name.candidates = name.candidates.filter { !$0.fields.isEmpty }.map {
          Operation.Candidate(slot: $0.slot, fields: Array($0.fields.dropLast()))
        }
        let inner = emit(name, operand)
        return emit(.has(inner, self.name(field)), id)
      }
      let inner = compile(operand)
      return emit(.has(inner, name(field)), id)
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
      tables.blocks.append(Operation.Block(first: first, values: values, body: compile(body)))
      return emit(.block(tables.blocks.count - 1), id)
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
      let inner = compile(body)
      tables.loops.append(
        Operation.Loop(macro: call.macro, range: range, first: first, second: second, filter: filter, body: inner))
      return emit(.loop(tables.loops.count - 1), id)
    }
    return fault(.syntax, "the expression is incomplete", id)
  }
}

/// The names of types that are values.
enum TypeNames {
  private static let lastParts: Set<String> = ["IP", "CIDR", "Timestamp", "Duration"]

  /// Whether a name of a type can have this last part. They start with capitals, as hardly any field does.
  static func mayEnd(with part: String) -> Bool {
    guard let first = part.utf8.first, (0x41...0x5A).contains(first) else { return false }
    return lastParts.contains(part)
  }

  static let known: [String: CELTypeName] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "list": .list,
    "map": .map, "null_type": .null, "type": .type, "optional_type": .optional, "net.IP": .address,
    "net.CIDR": .network, "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
  ]
}
