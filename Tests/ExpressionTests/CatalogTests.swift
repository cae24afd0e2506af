// SPDX-License-Identifier: Apache-2.0
import Expression
import Testing

/// The catalog's rows.
struct CatalogTests {
  /// The examples are what people copy: they parse, check and evaluate.
  @Test(arguments: FunctionCatalog.standard.overloads.filter { !$0.isOperator })
  func everyExampleHolds(_ row: FunctionOverload) {
    let parsed = ParsedExpression(parsing: row.example)
    #expect(parsed.problems.isEmpty, "\(row.signature)")
    let types = TypeEnvironment([("inputs", .dyn), ("now", .timestamp)])
    #expect(types.check(parsed).problems.map(\.message) == [], "\(row.signature): \(row.example)")
    let inputs = CELValue.object([("region", .string("eu")), ("a", .object([("b", .int(1))]))])
    var environment = EvaluationEnvironment(
      variables: ["inputs": inputs, "now": CELTimestamp(seconds: 0).map { .timestamp($0) } ?? .null])
    environment.timeZoneOffset = { name, _ in name == "Europe/Berlin" ? 3_600 : nil }
    if case .failure(let error) = environment.evaluate(parsed) {
      Issue.record("\(row.signature): \(row.example): \(error.message)")
    }
    let name = row.name.split(separator: ".").last.map(String.init) ?? row.name
    #expect(row.example.contains(name), "\(row.signature): \(row.example)")
    #expect(
      row.documentation.hasSuffix(".") && row.documentation.first?.isLowercase == false || row.name.hasPrefix("math"))
    #expect(!row.signature.contains("self:"))
  }

  /// Everything that can be called computes something, and every macro is described.
  @Test func rowsAreWhole() {
    let catalog = FunctionCatalog.standard
    #expect(Set(catalog.overloads.compactMap(\.macro)) == Set(Macro.allCases))
    #expect(catalog.names.count > 90)
    #expect(Set(catalog.overloads.map(\.signature)).count == catalog.overloads.count)
    for op in BinaryOperator.allCases { #expect(!catalog.functions(named: op.rawValue).isEmpty) }
  }
}
