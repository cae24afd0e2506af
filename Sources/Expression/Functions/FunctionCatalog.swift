// SPDX-License-Identifier: Apache-2.0

/// Every function there is, one row an overload: for the checker, the evaluator, completion, hover and signature help.
/// A class: each environment has it.
package final class FunctionCatalog: Sendable {
  /// The rows, in the order of the documentation.
  package let overloads: [FunctionOverload]
  private let places: [String: [Int]]

  /// A catalog of these rows.
  package init(_ overloads: [FunctionOverload]) {
    self.overloads = overloads
    var places: [String: [Int]] = [:]
    for (index, overload) in overloads.enumerated() { places[overload.name, default: []].append(index) }
    self.places = places
  }

  /// This catalog with more rows, as those of the host.
  package func adding(_ more: [FunctionOverload]) -> FunctionCatalog { FunctionCatalog(overloads + more) }

  /// All rows of a name, macros included.
  package func rows(named name: String) -> [FunctionOverload] { (places[name] ?? []).map { overloads[$0] } }

  /// The rows of a name that can be called.
  package func functions(named name: String) -> [FunctionOverload] { rows(named: name).filter { $0.macro == nil } }

  /// Whether a function has this name.
  package func contains(_ name: String) -> Bool { places[name] != nil }

  /// All names in the order of the rows, each once; operators left out.
  package var names: [String] {
    var seen: Set<String> = []
    return overloads.filter { !$0.isOperator && seen.insert($0.name).inserted }.map(\.name)
  }

  /// The specification's functions, its macros and the extension libraries.
  package static let standard: FunctionCatalog = {
    var builder = CatalogBuilder()
    builder.addOperators()
    builder.addMacros()
    builder.addConversions()
    builder.addStandard()
    builder.addTime()
    builder.addStrings()
    builder.addMath()
    builder.addLists()
    builder.addSets()
    builder.addOptionals()
    builder.addEncoders()
    builder.addNetwork()
    return FunctionCatalog(builder.rows)
  }()
}

/// Collects rows.
struct CatalogBuilder {
  private(set) var rows: [FunctionOverload] = []

  /// A function: `name(parameters)`.
  mutating func function(
    _ name: String, _ parameters: [(name: String, type: CELType)], _ result: CELType, _ documentation: String,
    _ example: String, isVariadic: Bool = false, _ implementation: @escaping FunctionOverload.Implementation
  ) {
    rows.append(
      FunctionOverload(
        name, parameters: parameters, result: result, isVariadic: isVariadic, documentation: documentation,
        example: example, implementation: implementation))
  }

  /// A function on a value: `target.name(parameters)`.
  mutating func method(
    _ target: CELType, _ name: String, _ parameters: [(name: String, type: CELType)], _ result: CELType,
    _ documentation: String, _ example: String, _ implementation: @escaping FunctionOverload.Implementation
  ) {
    rows.append(
      FunctionOverload(
        name, isReceiver: true, parameters: [(name: "self", type: target)] + parameters, result: result,
        documentation: documentation, example: example, implementation: implementation))
  }

  /// A macro, described.
  mutating func macro(
    _ macro: Macro, _ name: String, on target: CELType?, _ parameters: [(name: String, type: CELType)],
    _ result: CELType, _ documentation: String, _ example: String
  ) {
    rows.append(
      FunctionOverload(
        name, isReceiver: target != nil,
        parameters: (target.map { [(name: "self", type: $0)] } ?? []) + parameters, result: result,
        documentation: documentation, example: example, macro: macro))
  }
}
