// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import Testing

/// The conformance data of the CEL specification.
struct ConformanceTests {
  /// Files of which every test must pass.
  static let complete: Set<String> = [
    "basic", "comparisons", "conversions", "fields", "fp_math", "integer_math", "lists", "logic", "macros",
    "namespace", "parse", "plumbing", "string", "timestamps",
  ]

  /// Tests that contradict the specification and their own twins: `b''' ? '''` is to have a backslash before the `?`
  /// that is not in the expression, while the string literal of the same text (which passes) has none.
  static let contradictions: Set<String> = [
    "parse/bytes_literals/triple_single_quoted_unescaped_punctuation",
    "parse/bytes_literals/triple_double_quoted_unescaped_punctuation",
  ]

  @Test func conformance() throws {
    guard let cases = try ConformanceData.load() else {
      print("CEL conformance: skipped, the corpus is not there")
      return
    }
    var failures: [(ConformanceCase, String)] = []
    for test in cases {
      if let failure = Self.failure(test) { failures.append((test, failure)) }
    }
    print("CEL conformance: \(cases.count - failures.count) of \(cases.count)")
    for (test, why) in failures { print("  \(test.path): \(test.text): \(why)") }
    #expect(cases.count == 1740)
    let unexpected = failures.filter { Self.complete.contains($0.0.file) && !Self.contradictions.contains($0.0.path) }
    #expect(unexpected.map(\.0.path) == [])
    #expect(Double(cases.count - failures.count) >= 0.95 * Double(cases.count))
  }

  /// Why a test does not pass.
  static func failure(_ test: ConformanceCase) -> String? {
    let expression = ParsedExpression(parsing: test.text)
    if let problem = expression.problems.first { return test.expectsError ? nil : "syntax: \(problem.message)" }
    let variables = test.variables
    let environment = EvaluationEnvironment(
      variable: { variables[$0] }, timeZoneOffset: timeZoneOffset, container: test.container, hasQualifiedNames: true)
    if !test.isUnchecked {
      let types = TypeEnvironment(
        variables: test.declared.map { RecordType.Field($0.key, $0.value) },
        catalog: .standard.adding(test.functions), container: test.container)
      let checked = types.check(expression)
      if let problem = checked.problems.first {
        return test.expectsError ? nil : "check: \(problem.message)"
      }
      if let deduced = test.deducedType, deduced != checked.type { return "type \(checked.type), not \(deduced)" }
    }
    if test.isCheckOnly { return nil }
    switch environment.evaluate(expression) {
    case .success(let value):
      guard let expected = test.expected else { return "no error, but \(value)" }
      return isSame(value, expected) ? nil : "is \(value), not \(expected)"
    case .failure(let error): return test.expectsError ? nil : "error: \(error.message)"
    }
  }

  /// Equality with the sign of zero, and with NaN equal to itself.
  static func isSame(_ left: CELValue, _ right: CELValue) -> Bool {
    switch (left, right) {
    case (.double(let left), .double(let right)):
      left.isNaN ? right.isNaN : left == right && left.sign == right.sign
    default: left == right
    }
  }

  static let timeZoneOffset: @Sendable (String, Int64) -> Int32? = { name, seconds in
    TimeZone(identifier: name).map { Int32($0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))) }
  }
}
