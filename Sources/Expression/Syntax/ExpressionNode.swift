// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The index of a node in its `ParsedExpression`; children come before their parents.
package typealias ExpressionID = UInt32

/// One node of an expression's tree.
package struct ExpressionNode: Sendable {
  /// What a node is, with its children.
  package enum Kind: Sendable {
    /// What should stand here is missing or broken.
    case error
    /// A constant.
    case literal(CELValue)
    /// A name; absolute when written with a leading dot (`.name`), which skips local variables and the container.
    case identifier(String, isAbsolute: Bool)
    /// `operand.field`, or `operand.?field` when optional. The field is empty where its name is still to be written.
    case select(ExpressionID, field: String, isOptional: Bool)
    /// `operand[index]`, or `operand[?index]` when optional.
    case index(ExpressionID, ExpressionID, isOptional: Bool)
    /// `function(arguments)` or `target.function(arguments)`; the latter may also be a function in a name space.
    case call(String, target: ExpressionID?, arguments: [ExpressionID])
    /// An operator before its operand.
    case unary(UnaryOperator, ExpressionID)
    /// An operator between two operands.
    case binary(BinaryOperator, ExpressionID, ExpressionID)
    /// `condition ? then : otherwise`
    case conditional(ExpressionID, then: ExpressionID, otherwise: ExpressionID)
    /// `[a, ?b]`
    case list([ListElement])
    /// `{a: b, ?c: d}`
    case map([MapEntry])
    /// A call of a macro, as it was written.
    case macro(MacroCall)
  }

  /// One element of a list literal.
  package struct ListElement: Sendable {
    /// The element's expression.
    package let value: ExpressionID
    /// Whether it is left out when its value is `optional.none()`.
    package let isOptional: Bool
  }

  /// One entry of a map literal.
  package struct MapEntry: Sendable {
    /// The key's expression.
    package let key: ExpressionID
    /// The value's expression.
    package let value: ExpressionID
    /// Whether it is left out when its value is `optional.none()`.
    package let isOptional: Bool
  }

  /// What it is.
  package let kind: Kind
  /// All of its bytes, brackets around it excluded.
  package let range: TextRange
  /// The field's name of a select, the function's name of a call or macro, the operator of an operation, the index
  /// with its brackets of an index; else the same as `range`.
  package let nameRange: TextRange
  /// Levels below and including this node.
  let depth: UInt16

  /// The nodes directly below, in the order of their text.
  package var children: [ExpressionID] {
    var result: [ExpressionID] = []
    kind.forEachChild { result.append($0) }
    return result
  }
}

extension ExpressionNode.Kind {
  /// Calls `body` with the nodes directly below, in the order of their text; unlike `children` without an allocation.
  func forEachChild(_ body: (ExpressionID) -> Void) {
    switch self {
    case .error, .literal, .identifier: break
    case .select(let operand, _, _), .unary(_, let operand): body(operand)
    case .index(let first, let second, _), .binary(_, let first, let second):
      body(first)
      body(second)
    case .call(_, let target, let arguments):
      if let target { body(target) }
      arguments.forEach(body)
    case .conditional(let condition, let then, let otherwise):
      body(condition)
      body(then)
      body(otherwise)
    case .list(let elements): for element in elements { body(element.value) }
    case .map(let entries):
      for entry in entries {
        body(entry.key)
        body(entry.value)
      }
    case .macro(let call):
      if let target = call.target { body(target) }
      for variable in call.variables { body(variable.id) }
      call.arguments.forEach(body)
    }
  }
}
