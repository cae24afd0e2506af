// SPDX-License-Identifier: Apache-2.0
import Expression
import Schedule
import SourceText

/// One expression with all that is known of it: for `wflint eval`, alone or in a batch.
struct Evaluation {
  /// What came of it.
  enum Outcome {
    case value(CELValue)
    /// It has no value; the range is in bytes of the expression's text. The kind is that of the evaluation, `syntax` or `type`.
    case failure(kind: String, message: String, range: TextRange, help: String?)
  }

  /// The text.
  let text: SourceText
  /// The tree.
  let parsed: ParsedExpression
  /// Types of all nodes, and what is wrong with them.
  let checked: CheckResult
  private let scope: EvaluationScope

  init(_ bytes: [UInt8], _ scope: EvaluationScope) {
    text = SourceText(bytes: bytes)
    parsed = ParsedExpression(parsing: bytes)
    checked = scope.types.check(parsed)
    self.scope = scope
  }

  /// The deduced type; nil where the expression is broken or does not check.
  var type: String? {
    parsed.isComplete && checked.problems.isEmpty ? ValueTypes.text(checked.type) : nil
  }

  /// What is wrong with the syntax or else with the types, in order.
  var problems: [Outcome] {
    if !parsed.isComplete {
      return parsed.problems.map { problem in
        let help = problem.replacement.map { $0.isEmpty ? "take it away" : "write `\($0)`" }
        return .failure(kind: "syntax", message: problem.message, range: problem.range, help: help)
      }
    }
    return checked.problems.map { .failure(kind: "type", message: $0.message, range: $0.range, help: nil) }
  }

  /// The value, or the one failure that keeps it from having one.
  func outcome() -> Outcome {
    guard parsed.isComplete else {
      return problems.first
        ?? .failure(kind: "syntax", message: "there is no expression", range: text.fullRange, help: nil)
    }
    switch Program(parsed, environment: scope.environment).evaluate(in: scope.environment) {
    case .success(let value):
      guard let name = value.unknownName else { return .value(value) }
      return .failure(kind: "unknown", message: "`\(name)` is not known", range: text.fullRange, help: nil)
    case .failure(let error):
      // The checker knows which name was meant.
      let meant = checked.problems.lazy.filter { $0.range.overlaps(error.range) }.compactMap(\.replacement).first
      return .failure(
        kind: error.kind.rawValue, message: error.message, range: error.range,
        help: meant.map { "did you mean `\($0.text)`?" })
    }
  }
}

extension CELValue {
  fileprivate var unknownName: String? {
    if case .unknown(let name) = self { name } else { nil }
  }
}

/// The variables and functions that expressions are given.
struct EvaluationScope {
  private(set) var types = TypeEnvironment(catalog: catalog)
  private(set) var environment: EvaluationEnvironment

  /// The functions of conditions, as they are where every needed step has succeeded.
  private static let outcomes: [(name: String, value: Bool, documentation: String)] = [
    ("always", true, "Always true."), ("success", true, "Whether no needed step failed or was cancelled."),
    ("failure", false, "Whether a needed step failed."), ("cancelled", false, "Whether a needed step was cancelled."),
  ]

  private static let functions = {
    var functions: [String: EvaluationEnvironment.HostFunction] = [:]
    for outcome in outcomes { functions[outcome.name] = { _ in .bool(outcome.value) } }
    return functions
  }()

  private static let catalog = FunctionCatalog.standard.adding(
    outcomes.map {
      FunctionOverload(
        $0.name, parameters: [], result: .bool, documentation: $0.documentation, example: "\($0.name)()")
    })

  /// A scope with values; the later of two of one name counts. `now` is the clock's time unless it is given.
  init(_ values: [(String, CELValue)], now: Instant, costLimit: Int) {
    var known: [String: CELValue] = [:]
    if let time = CELTimestamp(
      seconds: now.seconds, nanoseconds: Int32(now.milliseconds - now.seconds * 1_000) * 1_000_000)
    {
      known["now"] = .timestamp(time)
      types.declare(RecordType.Field("now", .timestamp))
    }
    for (name, value) in values {
      known[name] = value
      types.declare(RecordType.Field(name, ValueTypes.type(of: value, name: name)))
    }
    let variables = known
    environment = EvaluationEnvironment(
      variable: { variables[$0] },
      functions: Self.functions,
      timeZoneOffset: { TimeZoneDatabase.system.offset(zone: $0, seconds: $1) }, costLimit: costLimit,
      catalog: Self.catalog)
  }
}
