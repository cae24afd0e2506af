// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Something that is wrong with the names and types of an expression.
package struct CheckProblem: Sendable, Hashable {
  /// What to write instead of a part of the expression.
  package struct Replacement: Sendable, Hashable {
    /// The bytes to replace.
    package let range: TextRange
    /// By what.
    package let text: String
  }

  /// The kinds of problem.
  package enum Kind: Sendable, Hashable {
    /// A variable that is not declared; with a near one.
    case undefinedName(String, suggestion: String?)
    /// A field that a record does not have; with a near one.
    case unknownField(String, of: CELType, suggestion: String?)
    /// A selection or index from a type that has no fields or elements.
    case noFields(of: CELType, field: String)
    /// No overload takes arguments of these types. Operators go by their name in the catalog, as `_+_`.
    case noOverload(function: String, arguments: [CELType], isReceiver: Bool)
    /// A function that does not exist; with a near one.
    case unknownFunction(String, suggestion: String?)
    /// A function called as `f(x)` that is written `x.f()`, or the other way round.
    case wrongForm(String, isReceiver: Bool)
    /// A call with too few or too many arguments.
    case wrongArity(String, given: Int, accepted: [Int])
    /// A condition that is no bool.
    case notBool(CELType)
    /// A macro's range that is neither list nor map.
    case notIterable(CELType, macro: Macro)
    /// A comparison of types of which no values are equal.
    case neverEqual(CELType, CELType)
    /// A comparison with a constant that is none of the options.
    case notAnOption(CELValue, name: String, options: [CELValue])
    /// A constant pattern that RE2 does not read.
    case invalidRegex(RegularExpression.Failure)
    /// `steps.my-step` is a subtraction.
    case hyphenSubtraction(name: String)
  }

  /// What is wrong.
  package let kind: Kind
  /// The node at fault.
  package let node: ExpressionID
  /// Its bytes, or those of the name in it.
  package let range: TextRange
  /// What was probably meant.
  package let replacement: Replacement?

  /// A sentence for people.
  package var message: String {
    switch kind {
    case .undefinedName(let name, _): "`\(name)` is not defined here" + hint
    case .unknownField(let name, let type, _): "`\(type)` has no field `\(name)`" + hint
    case .noFields(let type, let field):
      field.isEmpty
        ? "a value of type `\(type)` cannot be indexed" : "a value of type `\(type)` has no field `\(field)`"
    case .noOverload(let function, let arguments, let isReceiver):
      CheckProblem.overload(function, arguments, isReceiver) + hint
    case .unknownFunction(let name, _): "there is no function `\(name)`" + hint
    case .wrongForm(let name, let isReceiver):
      isReceiver ? "`\(name)` is called on a value: `x.\(name)(…)`" : "`\(name)` is not called on a value: `\(name)(…)`"
    case .wrongArity(let name, let given, let accepted):
      "`\(name)` takes \(accepted.map(String.init).joined(separator: " or ")) "
        + "argument\(accepted == [1] ? "" : "s"), not \(given)"
    case .notBool(let type): "a condition must be a bool; this is `\(type)`"
    case .notIterable(let type, let macro): "`\(macro.rawValue)` goes over a list or map; this is `\(type)`"
    case .neverEqual(let left, let right): "a `\(left)` never equals a `\(right)`" + hint
    case .notAnOption(let value, let name, let options):
      "`\(name)` is never \(value.celDescription); it is one of "
        + options.map(\.celDescription).joined(separator: ", ") + hint
    case .invalidRegex(let failure): failure.message
    case .hyphenSubtraction(let name):
      "this subtracts; a name with a hyphen is written in brackets: `[\"\(name)\"]`"
    }
  }

  private var hint: String { replacement.map { "; did you mean `\($0.text)`?" } ?? "" }

  private static func overload(_ function: String, _ arguments: [CELType], _ isReceiver: Bool) -> String {
    let symbol = function.replacing("_", with: "").replacing("[?]", with: "[]")
    switch (function, arguments.count) {
    case ("_?_:_", 3): return "the two results of `?:` have different types: `\(arguments[1])` and `\(arguments[2])`"
    case ("_[_]", 2), ("_[?_]", 2): return "a `\(arguments[0])` cannot be indexed with a `\(arguments[1])`"
    case (_, 2) where function.hasPrefix("_"):
      return "`\(symbol)` does not take `\(arguments[0])` and `\(arguments[1])`"
    case (_, 1) where function.hasSuffix("_"): return "`\(symbol)` does not take `\(arguments[0])`"
    default:
      let list = arguments.dropFirst(isReceiver ? 1 : 0).map { "`\($0)`" }.joined(separator: ", ")
      let target = isReceiver ? arguments.first.map { " of `\($0)`" } ?? "" : ""
      return "`\(function)`\(target) does not take (\(list))"
    }
  }
}
