// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The syntax node that a value was lowered from: opaque to the model, the tree's node identity to whoever has the tree.
package struct SyntaxReference: Hashable, Sendable {
  /// The node's index in its tree.
  package let rawValue: UInt32

  /// Makes a reference.
  package init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A value with the text that it came from.
package struct Located<Value: Sendable>: Sendable {
  /// The value.
  package var value: Value
  /// The value's own text without quotes, half-open byte offsets.
  package var range: TextRange
  /// The node it was lowered from.
  package var syntax: SyntaxReference

  /// Makes a located value.
  @inlinable
  package init(_ value: Value, _ range: TextRange, _ syntax: SyntaxReference) {
    self.value = value
    self.range = range
    self.syntax = syntax
  }

  /// The same place with another value.
  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), range, syntax)
  }
}

extension Located where Value == String {
  /// Makes a located text; apart from the general one because texts are by far the most, and generic code is slow.
  package init(_ value: String, _ range: TextRange, _ syntax: SyntaxReference) {
    self.value = value
    self.range = range
    self.syntax = syntax
  }
}

extension Located where Value == Int64 {
  /// Makes a located number, apart from the general one for the same reason.
  package init(_ value: Int64, _ range: TextRange, _ syntax: SyntaxReference) {
    self.value = value
    self.range = range
    self.syntax = syntax
  }
}

extension Located where Value == TemplateText {
  /// Makes a located template, apart from the general one for the same reason.
  package init(_ value: TemplateText, _ range: TextRange, _ syntax: SyntaxReference) {
    self.value = value
    self.range = range
    self.syntax = syntax
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// A span of time as a whole number of milliseconds.
package typealias Milliseconds = Int64
