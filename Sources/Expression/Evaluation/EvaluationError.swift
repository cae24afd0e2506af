// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Why an evaluation has no value.
package enum EvaluationErrorKind: String, Sendable, Hashable {
  /// No overload of a function or operator takes values of these types.
  case noSuchOverload
  /// A map has no such key, a record no such field.
  case noSuchKey
  /// A name that nothing declares.
  case undeclaredReference
  /// A function that does not exist.
  case unboundFunction
  /// An integer divided by zero.
  case divisionByZero
  /// The remainder of a division by zero.
  case modulusByZero
  /// An integer result that does not fit into 64 bits.
  case overflow
  /// A conversion or time outside of its type's range.
  case range
  /// A text that cannot be converted.
  case conversion
  /// An index or argument that the function does not take.
  case invalidArgument
  /// Bytes that are no UTF-8.
  case invalidUTF8
  /// A pattern that is no regular expression of RE2.
  case invalidRegex
  /// A map key that is no boolean, integer or string.
  case unsupportedKeyType
  /// A key that comes twice in a map literal.
  case repeatedKey
  /// `optional.none()` was asked for its value.
  case noValue
  /// The evaluation costs more than its limit, or makes too large a value; never absorbed by `||`.
  case costLimit
  /// The expression is broken.
  case syntax
  /// A host function refused.
  case host
}

/// An evaluation's failure, with the place at fault.
package struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind.
  package let kind: EvaluationErrorKind
  /// The message in the wording of the CEL specification.
  package let message: String
  /// The node at fault.
  package let node: ExpressionID?
  /// Its bytes in the expression's text.
  package let range: TextRange

  /// The message.
  package var description: String { message }
}

/// A failure inside a function, which does not know its place.
package struct EvaluationFault: Error, Sendable {
  let kind: EvaluationErrorKind
  let message: String

  /// Makes a fault; `host` is the kind for functions of the host.
  package init(_ kind: EvaluationErrorKind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  static let divisionByZero = EvaluationFault(.divisionByZero, "divide by zero")
  static let modulusByZero = EvaluationFault(.modulusByZero, "modulus by zero")
  static let overflow = EvaluationFault(.overflow, "return error for overflow: integer overflow")
  static let costLimit = EvaluationFault(.costLimit, "the evaluation costs more than its limit")
  static let nesting = EvaluationFault(
    .costLimit, "a value nests lists, maps and optionals more than 200 deep, which is the limit")

  static func range(_ what: String) -> EvaluationFault { EvaluationFault(.range, "range error: \(what)") }

  static func overload(_ function: String, _ arguments: [CELValue]) -> EvaluationFault {
    let types = arguments.prefix(8).map(\.typeName.name) + (arguments.count > 8 ? ["…"] : [])
    return EvaluationFault(
      .noSuchOverload, "no such overload: \(function) applied to (\(types.joined(separator: ", ")))")
  }
}
