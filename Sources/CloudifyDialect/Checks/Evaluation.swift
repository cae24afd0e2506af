// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import YAMLSyntax

/// A value as it is when a deployment is created.
indirect enum PlanValue: Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case float(Double)
  case text(String)
  case list([PlanValue])
  case dict([String: PlanValue])
  /// What a function gives that is called at run time only.
  case later
  /// Something that is not known here: another deployment's value, a number beyond 64 bits.
  case unknown

  /// The text that joining texts makes of it; nil for what is no plain value.
  var joined: String? {
    switch self {
    case .text(let text): text
    case .int(let value): "\(value)"
    default: nil
    }
  }
}

/// Why the functions of a blueprint cannot be evaluated.
struct EvaluationFailure: Error {
  /// Where, in whatever file.
  var node: YAMLNode
  /// What is wrong.
  var message: String
  /// Whether calls go on without end.
  var isEndless = false
  /// Whether an argument is known at run time only.
  var isLate = false
}

/// Evaluates the functions that the product evaluates when a deployment is created: `get_input`, `get_property`, `concat`
/// and those on texts. What is called at run time stays as it is.
struct PlanEvaluator {
  private let checker: BlueprintChecker
  private let given: YAMLNode?
  private let knowsInputs: Bool
  private var calls = 0

  /// The product gives up beyond this many calls inside each other.
  static let maximumDepth = 50

  /// - Parameters:
  ///   - given: the values of the inputs; nil for none.
  ///   - knowsInputs: whether `given` are all values that there are; else nothing is known of what an input is.
  init(_ checker: BlueprintChecker, given: YAMLNode?, knowsInputs: Bool) {
    self.checker = checker
    self.given = given
    self.knowsInputs = knowsInputs
  }

  /// What is wrong with each value that a deployment's creation evaluates, one each at most.
  mutating func failures() -> [EvaluationFailure] {
    var result: [EvaluationFailure] = []
    for (value, scope) in places {
      do throws(EvaluationFailure) { _ = try evaluate(value, scope, 0, 0) } catch { result.append(error) }
    }
    return result
  }

  private var places: [(YAMLNode, FunctionScope)] {
    var result: [(YAMLNode, FunctionScope)] = []
    for node in checker.nodes.definitions {
      for body in [(value: node.value, unit: node.unit)] + node.more {
        let scope = FunctionScope.node(node, unit: body.unit)
        for entry in body.value.field("properties")?.mergedEntries ?? [] { result.append((entry.value, scope)) }
        result += inputs(of: body.value.field("interfaces")).map { ($0, scope) }
        for item in body.value.field("relationships")?.items ?? [] {
          let scope = FunctionScope.relationship(node, target: item.field("target")?.stringValue, unit: body.unit)
          for key: StaticString in ["source_interfaces", "target_interfaces"] {
            result += inputs(of: item.field(key)).map { ($0, scope) }
          }
        }
      }
    }
    for definition in checker.outputs.definitions {
      if let value = definition.value.field("value") { result.append((value, .outputs(unit: definition.unit))) }
    }
    for definition in checker.capabilities.definitions {
      guard let value = definition.value.field("value") else { continue }
      result.append((value, .other("capabilities", unit: definition.unit)))
    }
    return result
  }

  private func inputs(of interfaces: YAMLNode?) -> [YAMLNode] {
    (interfaces?.mergedEntries ?? []).flatMap { interface in
      (interface.value.resolved?.mergedEntries ?? []).compactMap { $0.value.field("inputs") }
    }
  }

  // MARK: Values

  /// - Parameters:
  ///   - nesting: how many calls lie around.
  ///   - depth: how many collections and calls lie around.
  private mutating func evaluate(
    _ written: YAMLNode, _ scope: FunctionScope, _ nesting: Int, _ depth: Int
  ) throws(EvaluationFailure) -> PlanValue {
    guard depth < 400, calls < 20_000, let node = written.resolved else { return .unknown }
    switch node.kind {
    case .alias: return .unknown
    case .scalar: return scalar(node)
    case .sequence:
      var items: [PlanValue] = []
      for item in node.items { items.append(try evaluate(item, scope, nesting, depth + 1)) }
      return .list(items)
    case .mapping: break
    }
    if let call = IntrinsicFunctions.call(node) {
      guard nesting < Self.maximumDepth else {
        throw EvaluationFailure(
          node: node, message: "functions call each other without end: the product gives up after 50 calls",
          isEndless: true)
      }
      calls += 1
      return try evaluate(call, scope, nesting + 1, depth + 1)
    }
    var entries: [String: PlanValue] = [:]
    for entry in node.mergedEntries where entry.key.kind == .scalar {
      entries[entry.key.text] = try evaluate(entry.value, scope, nesting, depth + 1)
    }
    return .dict(entries)
  }

  private func scalar(_ node: YAMLNode) -> PlanValue {
    switch node.python {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): value.map { .int($0) } ?? .unknown
    case .float(let value): .float(value)
    case .string: .text(node.text)
    default: .unknown
    }
  }

  // MARK: Calls

  private mutating func evaluate(
    _ call: FunctionCall, _ scope: FunctionScope, _ nesting: Int, _ depth: Int
  ) throws(EvaluationFailure) -> PlanValue {
    switch call.name {
    case "get_input", "get_property":
      var arguments: [PlanValue] = []
      let nodes = call.arguments.kind == .sequence ? call.arguments.items : [call.arguments]
      for node in nodes {
        let value = try evaluate(node, scope, nesting, depth)
        if value == .later {
          throw EvaluationFailure(
            node: call.arguments.kind == .sequence ? node.resolved ?? node : call.arguments,
            message:
              "`\(call.name)` is called when the deployment is created, and this argument is known at run time only",
            isLate: true)
        }
        arguments.append(value)
      }
      guard !arguments.contains(.unknown) else { return .unknown }
      return call.name == "get_input"
        ? try input(call, arguments, nodes, scope, nesting, depth)
        : try property(call, arguments, nodes, scope, nesting, depth)
    case "concat", "merge", "string_find", "string_replace", "string_split", "string_lower", "string_upper":
      let value = try evaluate(call.arguments, scope, nesting, depth)
      return combined(call.name, value)
    default: return .later
    }
  }

  private func combined(_ name: String, _ value: PlanValue) -> PlanValue {
    if case .later = value { return .later }
    guard case .list(let items) = value else {
      switch (name, value) {
      case ("string_lower", .text(let text)): return .text(text.lowercased())
      case ("string_upper", .text(let text)): return .text(text.uppercased())
      default: return .unknown
      }
    }
    if items.contains(.later) { return .later }
    guard name == "concat" else { return .unknown }
    let texts = items.compactMap(\.joined)
    return texts.count == items.count ? .text(texts.joined()) : .unknown
  }

  private mutating func input(
    _ call: FunctionCall, _ arguments: [PlanValue], _ nodes: [YAMLNode], _ scope: FunctionScope, _ nesting: Int,
    _ depth: Int
  ) throws(EvaluationFailure) -> PlanValue {
    guard knowsInputs, case .text(let name)? = arguments.first,
      let found = checker.find(name, in: checker.inputs, from: scope.unit)
    else { return .unknown }
    let value: PlanValue
    if let node = given?.entry(merged: found.name) {
      value = try evaluate(node, .late(unit: 0), nesting, depth)
    } else if let node = found.value.field("default") {
      value = try evaluate(node, .late(unit: found.unit), nesting, depth)
    } else {
      // That it is missing is said of the input.
      return .unknown
    }
    var current = value
    for (argument, node) in zip(arguments, nodes).dropFirst() {
      current = try step(into: current, argument, node, "the input `\(name)`")
    }
    return current
  }

  private mutating func property(
    _ call: FunctionCall, _ arguments: [PlanValue], _ nodes: [YAMLNode], _ scope: FunctionScope, _ nesting: Int,
    _ depth: Int
  ) throws(EvaluationFailure) -> PlanValue {
    guard arguments.count >= 2, case .text(let owner) = arguments[0], case .text(let name) = arguments[1],
      let definition = node(owner, scope)
    else { return .unknown }
    let inner = FunctionScope.node(definition, unit: definition.unit)
    let own = definition.field("properties")?.entry(merged: name)
    var isWhole = own != nil
    guard let value = own ?? defaultValue(of: name, definition, &isWhole) else { return .unknown }
    // Only the part that the path leads to is evaluated.
    var current = value
    var index = 2
    while index < arguments.count {
      guard let node = current.resolved, node.kind == .mapping || node.kind == .sequence else { break }
      if IntrinsicFunctions.call(node) != nil { break }
      let next: YAMLNode?
      switch (node.kind, arguments[index]) {
      case (.mapping, let key): next = key.joined.flatMap { node.entry(merged: $0) }
      case (.sequence, .int(let number)):
        let position = Int(exactly: number < 0 ? number &+ Int64(node.count) : number) ?? -1
        next = node.items.indices.contains(position) ? node.items[position] : nil
      default: next = nil
      }
      guard let next else {
        guard isWhole else { return .unknown }
        throw EvaluationFailure(
          node: nodes[index].resolved ?? nodes[index],
          message: "`\(name)` of the node `\(definition.name)` has no `\(arguments[index].joined ?? "?")`")
      }
      current = next
      index += 1
    }
    var result = try evaluate(current, inner, nesting, depth)
    while index < arguments.count {
      result = try step(into: result, arguments[index], nodes[index], "`\(name)` of the node `\(definition.name)`")
      index += 1
    }
    return result
  }

  private func node(_ name: String, _ scope: FunctionScope) -> Definition? {
    switch (name, scope) {
    case ("SELF", .node(let node, _)), ("SOURCE", .relationship(let node, _, _)): node
    case ("TARGET", .relationship(_, let target, let unit)):
      target.flatMap { checker.find($0, in: checker.nodes, from: unit) }
    default: checker.find(name, in: checker.nodes, from: scope.unit)
    }
  }

  /// A property's default; types of data add defaults of their own, which are not seen here.
  private func defaultValue(of name: String, _ node: Definition, _ isWhole: inout Bool) -> YAMLNode? {
    guard let type = node.field("type")?.stringValue,
      let definition = checker.find(type, in: checker.nodeTypes, from: node.unit)
    else { return nil }
    var copy = checker
    let schema = copy.nodeTypeProperties(definition).byName[name]
    isWhole = schema?.type.map { BasicTypes.primitive.contains($0) } ?? true
    return schema?.defaultValue
  }

  private func step(
    into value: PlanValue, _ key: PlanValue, _ node: YAMLNode, _ subject: String
  ) throws(EvaluationFailure) -> PlanValue {
    let shown = key.joined ?? "?"
    switch (value, key) {
    case (.later, _): return .later
    case (.unknown, _), (_, .unknown): return .unknown
    case (.dict(let entries), _):
      if let found = key.joined.flatMap({ entries[$0] }) { return found }
    case (.list(let items), .int(let number)):
      let position = Int(exactly: number < 0 ? number &+ Int64(items.count) : number) ?? -1
      if items.indices.contains(position) { return items[position] }
    default: break
    }
    throw EvaluationFailure(node: node.resolved ?? node, message: "\(subject) has no `\(shown)`")
  }
}
