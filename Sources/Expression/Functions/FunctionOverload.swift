// SPDX-License-Identifier: Apache-2.0

/// One row of the catalog: a function with one list of parameter types.
package final class FunctionOverload: Sendable {
  /// What a row computes. The target of a receiver call is the first argument; the number and the run-time types of
  /// the arguments are those of the row.
  package typealias Implementation =
    @Sendable (inout EvaluationContext, Arguments) throws(EvaluationFault) -> CELValue

  /// A parameter.
  package struct Parameter: Sendable, Hashable {
    /// Its name, for signature help.
    package let name: String
    /// Its type.
    package let type: CELType
  }

  /// What the function is called: `size`, with its name space `math.greatest`, or `_+_` for an operator.
  package let name: String
  /// Whether the first parameter stands before the dot.
  package let isReceiver: Bool
  /// The parameters, a receiver first.
  package let parameters: [Parameter]
  /// Whether the last parameter may be repeated.
  package let isVariadic: Bool
  /// The type of the result.
  package let result: CELType
  /// One sentence.
  package let documentation: String
  /// An expression that shows it.
  package let example: String
  /// The macro that the row describes; such a row is for people, not for calls.
  package let macro: Macro?
  /// How it is computed; nil where the host gives the function for each evaluation.
  let implementation: Implementation?
  private let kinds: [KindSet]

  /// Makes a row.
  package init(
    _ name: String, isReceiver: Bool = false, parameters: [(name: String, type: CELType)], result: CELType,
    isVariadic: Bool = false, documentation: String, example: String, macro: Macro? = nil,
    implementation: Implementation? = nil
  ) {
    self.name = name
    self.isReceiver = isReceiver
    self.parameters = parameters.map { Parameter(name: $0.name, type: $0.type) }
    self.result = result
    self.isVariadic = isVariadic
    self.documentation = documentation
    self.example = example
    self.macro = macro
    self.implementation = implementation
    kinds = parameters.map { KindSet($0.type) }
  }

  /// Whether the row is an operator, whose name is no word.
  package var isOperator: Bool { name.utf8.contains { $0 == 0x5F } && (name.hasPrefix("_") || name.hasSuffix("_")) }

  /// The signature for people: `string.startsWith(prefix: string) -> bool`.
  package var signature: String {
    var shown = parameters[...]
    var text = name
    if isReceiver, let target = shown.popFirst() { text = "\(target.type).\(name)" }
    let list = shown.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    return "\(text)(\(list)\(isVariadic ? ", …" : "")) -> \(result)"
  }

  /// Whether the row takes so many arguments, a receiver counted.
  package func accepts(count: Int) -> Bool {
    count == parameters.count || (isVariadic && count > parameters.count)
  }

  /// The type of the parameter that an argument goes to.
  func parameterType(_ index: Int) -> CELType {
    index < parameters.count ? parameters[index].type : parameters.last?.type ?? .dyn
  }

  /// Whether the arguments' run-time types are those of the parameters.
  func accepts(_ arguments: [CELValue]) -> Bool {
    guard accepts(count: arguments.count) else { return false }
    for index in arguments.indices {
      let kind = index < kinds.count ? kinds[index] : kinds.last ?? .all
      if !kind.contains(KindSet(arguments[index])) { return false }
    }
    return true
  }
}

/// A set of run-time types.
struct KindSet: OptionSet, Sendable {
  let rawValue: UInt32
  static let all = KindSet(rawValue: .max)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ value: CELValue) {
    let bit: UInt32 =
      switch value {
      case .null: 0
      case .bool: 1
      case .int: 2
      case .uint: 3
      case .double: 4
      case .string: 5
      case .bytes: 6
      case .list: 7
      case .map: 8
      case .timestamp: 9
      case .duration: 10
      case .type: 11
      case .optional: 12
      case .address: 13
      case .network: 14
      case .unknown: 15
      }
    self.init(rawValue: 1 << bit)
  }

  init(_ type: CELType) {
    let bit: UInt32? =
      switch type {
      case .dyn, .error, .parameter: nil
      case .null: 0
      case .bool: 1
      case .int: 2
      case .uint: 3
      case .double: 4
      case .string: 5
      case .bytes: 6
      case .list: 7
      case .map, .record: 8
      case .timestamp: 9
      case .duration: 10
      case .type: 11
      case .optional: 12
      case .abstract("net.IP", _): 13
      case .abstract("net.CIDR", _): 14
      case .abstract: nil
      }
    self.init(rawValue: bit.map { 1 << $0 } ?? .max)
  }
}

/// The arguments of a call, with typed access. Access to one that is of another type, or not there, throws
/// `noSuchOverload`.
package struct Arguments: Sendable {
  /// The values, a receiver first.
  package let values: [CELValue]
  let function: String

  private var fault: EvaluationFault { .overload(function, values) }

  /// Any argument.
  package func value(_ index: Int) throws(EvaluationFault) -> CELValue {
    guard index < values.count else { throw fault }
    return values[index]
  }

  func string(_ index: Int) throws(EvaluationFault) -> String {
    guard case .string(let value) = try value(index) else { throw fault }
    return value
  }

  func int(_ index: Int) throws(EvaluationFault) -> Int64 {
    guard case .int(let value) = try value(index) else { throw fault }
    return value
  }

  func bytes(_ index: Int) throws(EvaluationFault) -> [UInt8] {
    guard case .bytes(let value) = try value(index) else { throw fault }
    return value
  }

  func double(_ index: Int) throws(EvaluationFault) -> Double {
    guard case .double(let value) = try value(index) else { throw fault }
    return value
  }

  func list(_ index: Int) throws(EvaluationFault) -> CELList {
    guard case .list(let value) = try value(index) else { throw fault }
    return value
  }

  func map(_ index: Int) throws(EvaluationFault) -> CELMap {
    guard case .map(let value) = try value(index) else { throw fault }
    return value
  }

  func optional(_ index: Int) throws(EvaluationFault) -> CELOptional {
    guard case .optional(let value) = try value(index) else { throw fault }
    return value
  }

  func timestamp(_ index: Int) throws(EvaluationFault) -> CELTimestamp {
    guard case .timestamp(let value) = try value(index) else { throw fault }
    return value
  }

  func duration(_ index: Int) throws(EvaluationFault) -> CELDuration {
    guard case .duration(let value) = try value(index) else { throw fault }
    return value
  }

  func address(_ index: Int) throws(EvaluationFault) -> IPAddress {
    guard case .address(let value) = try value(index) else { throw fault }
    return value
  }

  func network(_ index: Int) throws(EvaluationFault) -> IPNetwork {
    guard case .network(let value) = try value(index) else { throw fault }
    return value
  }
}
