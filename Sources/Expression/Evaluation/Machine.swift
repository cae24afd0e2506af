// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Evaluates a program once. The recursion is as deep as the tree, which the parser bounds.
struct Machine {
  private let code: ProgramCode
  let environment: EvaluationEnvironment
  var context: EvaluationContext
  private var slots: [CELValue?]
  var locals: [CELValue]
  /// The operation that a fault, when one is thrown, comes from.
  var current = 0

  /// The largest value, in values, that a list or map may grow to.
  private static let maximumWeight = 1_000_000
  /// How deep lists, maps and optionals may lie within each other: everything that walks a value recurses, its release
  /// too, and `cel.bind` and `cel.block` could nest what they name again and again.
  private static let maximumDepth = 200

  init(_ program: Program, _ environment: EvaluationEnvironment) {
    code = program.code
    self.environment = environment
    context = EvaluationContext(cost: environment.costLimit, timeZoneOffset: environment.timeZoneOffset)
    slots = Array(repeating: nil, count: code.variables.count)
    locals = code.localCount == 0 ? [] : Array(repeating: .null, count: code.localCount)
  }

  mutating func run() -> Result<CELValue, EvaluationError> {
    do {
      return .success(try evaluate(code.root))
    } catch {
      let isPlaced = current >= 0 && current < code.nodes.count
      return .failure(
        EvaluationError(
          kind: error.kind, message: error.message, node: isPlaced ? code.nodes[current] : nil,
          range: isPlaced ? code.ranges[current] : .init(at: 0)))
    }
  }

  mutating func evaluate(_ index: Int) throws(EvaluationFault) -> CELValue {
    current = index
    try context.charge(1)
    switch code.operations[index] {
    case .constant(let place): return code.tables.constants[place]
    case .variable(let slot):
      if let value = variable(slot) { return value }
      throw undeclared(code.variables[slot])
    case .path(let slot, let place): return try follow(slot, code.tables.paths[place])
    case .local(let place): return locals[place]
    case .qualified(let place): return try qualified(code.tables.qualified[place])
    case .fault(let place): throw code.tables.faults[place]
    case .select(let operand, let place, let isOptional):
      let value = try evaluate(operand)
      let field = code.tables.names[place]
      current = index
      if case .unknown(let name) = value { return .unknown("\(name).\(field)") }
      return isOptional ? try Arithmetic.optionalSelect(value, field) : try Arithmetic.select(value, field)
    case .has(let operand, let field):
      let value = try evaluate(operand)
      current = index
      if value.isUnknown { return value }
      return .bool(try Arithmetic.has(value, code.tables.names[field]))
    case .index(let operand, let place, let isOptional):
      let container = try evaluate(operand)
      let key = try evaluate(place)
      current = index
      if container.isUnknown { return container }
      if key.isPartial { return unknown(key) }
      try context.charge(key.weight - 1)
      return isOptional ? try Arithmetic.optionalIndex(container, key) : try Arithmetic.index(container, key)
    case .not(let operand):
      let value = try evaluate(operand)
      current = index
      return value.isUnknown ? value : try Arithmetic.not(value)
    case .negate(let operand):
      let value = try evaluate(operand)
      current = index
      return value.isUnknown ? value : try Arithmetic.negate(value)
    case .and(let left, let right): return try logical(left, right, decisive: false)
    case .or(let left, let right): return try logical(left, right, decisive: true)
    case .binary(let op, let left, let right):
      let first = try evaluate(left)
      let second = try evaluate(right)
      current = index
      if first.isPartial {
        // Whatever the left side is, an integer zero on the right is an error: a double never meets an integer.
        if op == .divide, second == .int(0) || second == .uint(0) { throw .divisionByZero }
        if op == .remainder, second == .int(0) || second == .uint(0) { throw .modulusByZero }
        return unknown(first)
      }
      if second.isPartial { return unknown(second) }
      return try Machine.bounded(Arithmetic.apply(op, first, second, &context))
    case .conditional(let condition, let then, let otherwise):
      let value = try evaluate(condition)
      guard case .bool(let isTrue) = value else {
        if value.isUnknown { return value }
        current = condition
        throw .overload("_?_:_", [value])
      }
      return try evaluate(isTrue ? then : otherwise)
    case .list(let place): return try list(code.tables.lists[place], index)
    case .map(let place): return try map(code.tables.maps[place], index)
    case .call(let place): return try call(code.tables.calls[place], index)
    case .matches(let operand, let place):
      let value = try evaluate(operand)
      current = index
      if value.isUnknown { return value }
      guard case .string(let text) = value else { throw .overload("matches", [value]) }
      return .bool(try code.tables.patterns[place].matches(text, &context))
    case .loop(let place): return try run(code.tables.loops[place], index)
    case .bind(let local, let value, let body):
      locals[local] = try evaluate(value)
      return try evaluate(body)
    case .block(let place):
      let block = code.tables.blocks[place]
      for (offset, value) in block.values.enumerated() { locals[block.first + offset] = try evaluate(value) }
      return try evaluate(block.body)
    case .optionalMap(let local, let target, let body, let isFlat):
      let value = try evaluate(target)
      current = index
      if value.isUnknown { return value }
      guard case .optional(let optional) = value else { throw .overload(isFlat ? "optFlatMap" : "optMap", [value]) }
      guard let inner = optional.value else { return .none }
      locals[local] = inner
      let result = try evaluate(body)
      if !isFlat || result.isUnknown { return isFlat ? result : try Machine.bounded(.some(result)) }
      guard case .optional = result else {
        current = body
        throw .overload("optFlatMap", [result])
      }
      return result
    }
  }

  // MARK: Names

  private mutating func variable(_ slot: Int) -> CELValue? {
    if let value = slots[slot] { return value }
    let value = environment.variable(code.variables[slot])
    slots[slot] = value
    return value
  }

  private mutating func follow(_ slot: Int, _ fields: [Operation.PathField]) throws(EvaluationFault) -> CELValue {
    guard var value = variable(slot) else { throw undeclared(code.variables[slot]) }
    for position in fields.indices {
      if case .map(let map) = value, let next = map[field: fields[position].name] {
        value = next
        continue
      }
      current = fields[position].step
      if case .unknown(let name) = value {
        return .unknown(([name] + fields[position...].map(\.name)).joined(separator: "."))
      }
      value = try Arithmetic.select(value, fields[position].name)
    }
    return value
  }

  private func undeclared(_ name: String) -> EvaluationFault {
    EvaluationFault(
      .undeclaredReference, "undeclared reference to '\(name)' (in container '\(environment.container)')")
  }

  private mutating func qualified(
    _ name: Operation.QualifiedName
  ) throws(EvaluationFault) -> CELValue {
    for candidate in name.candidates {
      guard var value = variable(candidate.slot) else { continue }
      for field in candidate.fields {
        if case .unknown(let name) = value { return .unknown("\(name).\(field)") }
        value = try Arithmetic.select(value, field)
      }
      return value
    }
    if let type = name.type { return .type(type) }
    throw undeclared(name.name)
  }

  // MARK: Unknown values and bounds

  /// The unknown value that an operation on a partly unknown one has.
  func unknown(_ value: CELValue) -> CELValue {
    if value.isUnknown { return value }
    switch value {
    case .list(let list): return list.elements.first { $0.isPartial }.map { unknown($0) } ?? .unknown("")
    case .map(let map): return map.values.first { $0.isPartial }.map { unknown($0) } ?? .unknown("")
    case .optional(let optional): return optional.value.map { unknown($0) } ?? .unknown("")
    default: return .unknown("")
    }
  }

  static func bounded(_ value: CELValue) throws(EvaluationFault) -> CELValue {
    switch value {
    case .list(let list):
      if list.weight > Machine.maximumWeight { throw .costLimit }
      if list.depth > Machine.maximumDepth { throw .nesting }
    case .map(let map):
      if map.weight > Machine.maximumWeight { throw .costLimit }
      if map.depth > Machine.maximumDepth { throw .nesting }
    case .optional where value.depth > Machine.maximumDepth: throw .nesting
    default: break
    }
    return value
  }

  // MARK: Logic

  /// What a condition is.
  enum Truth {
    case value(Bool)
    case unknown(CELValue)
    case fault(EvaluationFault, Int)
  }

  /// Evaluates a condition without letting a fault out, but for a spent budget.
  mutating func truth(_ index: Int) throws(EvaluationFault) -> Truth {
    do {
      let value = try evaluate(index)
      switch value {
      case .bool(let flag): return .value(flag)
      case .unknown: return .unknown(value)
      default:
        let fault = EvaluationFault(
          .noSuchOverload, "no such overload: a condition is a bool, not \(value.typeName.name)")
        return .fault(fault, index)
      }
    } catch {
      if error.kind == .costLimit { throw error }
      return .fault(error, current)
    }
  }

  private mutating func logical(_ left: Int, _ right: Int, decisive: Bool) throws(EvaluationFault) -> CELValue {
    let first = try truth(left)
    if case .value(decisive) = first { return .bool(decisive) }
    let second = try truth(right)
    switch (first, second) {
    case (_, .value(decisive)): return .bool(decisive)
    case (.value, .value): return .bool(!decisive)
    case (.unknown(let value), _), (_, .unknown(let value)): return value
    case (.fault(let fault, let place), _), (_, .fault(let fault, let place)):
      current = place
      throw fault
    }
  }

  // MARK: Literals and calls

  private mutating func list(
    _ items: [Operation.ListItem], _ index: Int
  ) throws(EvaluationFault) -> CELValue {
    var elements: [CELValue] = []
    elements.reserveCapacity(items.count)
    for item in items {
      let value = try evaluate(item.value)
      guard item.isOptional else {
        elements.append(value)
        continue
      }
      if value.isUnknown { return value }
      guard case .optional(let optional) = value else {
        throw EvaluationFault(.noSuchOverload, "no such overload: an optional element must be an optional value")
      }
      if let inner = optional.value { elements.append(inner) }
    }
    current = index
    return try Machine.bounded(.array(elements))
  }

  private mutating func map(
    _ items: [Operation.MapItem], _ index: Int
  ) throws(EvaluationFault) -> CELValue {
    var entries: [(key: CELValue, value: CELValue)] = []
    entries.reserveCapacity(items.count)
    for item in items {
      let key = try evaluate(item.key)
      if key.isUnknown { return key }
      guard MapKey(key) != nil else {
        throw EvaluationFault(.unsupportedKeyType, "unsupported key type: \(key.typeName.name)")
      }
      try context.charge(key.weight)
      var value = try evaluate(item.value)
      if item.isOptional {
        if value.isUnknown { return value }
        guard case .optional(let optional) = value else {
          throw EvaluationFault(.noSuchOverload, "no such overload: an optional entry must be an optional value")
        }
        guard let inner = optional.value else { continue }
        value = inner
      }
      entries.append((key, value))
    }
    current = index
    let map = CELMap(entries)
    guard map.count == entries.count else {
      throw EvaluationFault(.repeatedKey, "Failed with repeated key")
    }
    return try Machine.bounded(.map(map))
  }

  private mutating func call(_ site: Operation.CallSite, _ index: Int) throws(EvaluationFault) -> CELValue {
    var values: [CELValue] = []
    values.reserveCapacity(site.arguments.count)
    for argument in site.arguments { values.append(try evaluate(argument)) }
    current = index
    if let partial = values.first(where: \.isPartial) { return unknown(partial) }
    for value in values {
      // Most functions read their texts whole.
      switch value {
      case .string, .bytes: try context.charge(value.weight - 1)
      default: break
      }
    }
    if let host = environment.functions[site.name] { return try Machine.bounded(host(values)) }
    for candidate in site.candidates where candidate.accepts(values) {
      guard let implementation = candidate.implementation else { break }
      return try Machine.bounded(implementation(&context, Arguments(values: values, function: site.name)))
    }
    guard site.isKnown else { throw EvaluationFault(.unboundFunction, "unbound function: '\(site.name)'") }
    throw .overload(site.name, values)
  }
}
