// SPDX-License-Identifier: Apache-2.0

/// What an expression is evaluated with.
package struct EvaluationEnvironment: Sendable {
  /// A function of the host, as `success()`: it gets the arguments, the target of a receiver call first.
  package typealias HostFunction = @Sendable ([CELValue]) throws(EvaluationFault) -> CELValue

  /// The value of a variable, nil where there is none. `unknown` for a value that is not known yet.
  package var variable: @Sendable (String) -> CELValue?
  /// The host's functions by name; the types of these functions stand in the catalog.
  package var functions: [String: HostFunction]
  /// The seconds east of UTC that an IANA time zone has at a moment, in seconds since 1970; nil for a zone that is not
  /// known. `UTC` and fixed offsets never get here.
  package var timeZoneOffset: @Sendable (_ name: String, _ seconds: Int64) -> Int32?
  /// The units that an evaluation may cost: about one for each node evaluated and for each 16 bytes of text made.
  package var costLimit: Int
  /// The functions there are.
  package var catalog: FunctionCatalog
  /// The name space in which names are looked up first, as `com.example`.
  package var container: String
  /// Whether variables may have dotted names, so that `a.b` is looked up as a variable before `b` is selected from `a`.
  package var hasQualifiedNames: Bool

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
    self.functions = functions
    self.timeZoneOffset = timeZoneOffset
    self.costLimit = costLimit
    self.catalog = catalog
    self.container = container
    self.hasQualifiedNames = hasQualifiedNames
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
