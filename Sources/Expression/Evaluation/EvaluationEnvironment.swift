// SPDX-License-Identifier: Apache-2.0

/// What an expression is evaluated with.
package struct EvaluationEnvironment: Sendable {
  /// A function of the host, as `success()`: it gets the arguments, the target of a receiver call first.
  package typealias HostFunction = @Sendable ([CELValue]) throws(EvaluationFault) -> CELValue

  /// What evaluations rarely touch, behind one reference: an evaluation copies the environment.
  private struct Rare: Sendable {
    var functions: [String: HostFunction]
    var timeZoneOffset: @Sendable (String, Int64) -> Int32?
    var catalog: FunctionCatalog
    var container: String
    var hasQualifiedNames: Bool
  }

  private final class Box: Sendable {
    let value: Rare
    init(_ value: Rare) { self.value = value }
  }

  /// The value of a variable, nil where there is none. `unknown` for a value that is not known yet.
  package var variable: @Sendable (String) -> CELValue?
  /// The units that an evaluation may cost: about one for each node evaluated and for each 16 bytes of text made.
  package var costLimit: Int
  private var box: Box
  private var rare: Rare {
    get { box.value }
    set { box = Box(newValue) }
  }

  /// The host's functions by name; the types of these functions stand in the catalog.
  package var functions: [String: HostFunction] {
    get { box.value.functions }
    set { rare.functions = newValue }
  }
  /// The seconds east of UTC that an IANA time zone has at a moment, in seconds since 1970; nil for a zone that is not
  /// known. `UTC` and fixed offsets never get here.
  package var timeZoneOffset: @Sendable (_ name: String, _ seconds: Int64) -> Int32? {
    get { box.value.timeZoneOffset }
    set { rare.timeZoneOffset = newValue }
  }
  /// The functions there are.
  package var catalog: FunctionCatalog {
    get { box.value.catalog }
    set { rare.catalog = newValue }
  }
  /// The name space in which names are looked up first, as `com.example`.
  package var container: String {
    get { box.value.container }
    set { rare.container = newValue }
  }
  /// Whether variables may have dotted names, so that `a.b` is looked up as a variable before `b` is selected from `a`.
  package var hasQualifiedNames: Bool {
    get { box.value.hasQualifiedNames }
    set { rare.hasQualifiedNames = newValue }
  }

  /// Makes an environment.
  package init(
    variable: @escaping @Sendable (String) -> CELValue? = { _ in nil },
    functions: [String: HostFunction] = [:],
    timeZoneOffset: @escaping @Sendable (String, Int64) -> Int32? = { _, _ in nil },
    costLimit: Int = 1_000_000,
    catalog: FunctionCatalog = .standard,
    container: String = "",
    hasQualifiedNames: Bool = false
  ) {
    self.variable = variable
    self.costLimit = costLimit
    box = Box(
      Rare(
        functions: functions, timeZoneOffset: timeZoneOffset, catalog: catalog, container: container,
        hasQualifiedNames: hasQualifiedNames))
  }

  /// Makes an environment with these variables.
  package init(variables: [String: CELValue], costLimit: Int = 1_000_000) {
    self.init(variable: { variables[$0] }, costLimit: costLimit)
  }

  /// Compiles and evaluates an expression. Never executes anything, always ends, and costs at most `costLimit`.
  package func evaluate(_ expression: ParsedExpression) -> Result<CELValue, EvaluationError> {
    Program(expression, environment: self).evaluate(in: self)
  }
}
