// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A text that may hold `${{ }}` interpolations.
package struct TemplateText: Sendable {
  /// One piece of a template.
  package enum Segment: Sendable {
    /// Text that stands for itself.
    case literal(String)
    /// An interpolation: an index into `Workflow.expressions`.
    case expression(Int)
  }

  /// The decoded text as written, interpolations included.
  package var text: String
  /// Its pieces in order; a text without interpolation is one literal.
  package var segments: [Segment]

  /// A text without interpolation.
  package init(literal text: String) {
    self.text = text
    segments = [.literal(text)]
  }

  /// A text with its pieces.
  package init(text: String, segments: [Segment]) {
    self.text = text
    self.segments = segments
  }

  /// Whether it is one interpolation and nothing else: its value keeps its type.
  package var isSingleExpression: Bool {
    if segments.count == 1, case .expression = segments[0] { true } else { false }
  }

  /// Whether it holds an interpolation.
  package var isDynamic: Bool {
    segments.contains { if case .expression = $0 { true } else { false } }
  }

  /// The indices of the expressions that it holds, in order.
  package var expressions: [Int] {
    segments.compactMap { if case .expression(let index) = $0 { index } else { nil } }
  }
}

/// A piece of data as an author wrote it: step inputs, variables, HTTP bodies, mock outputs.
package struct DataValue: Sendable {
  /// What the value is.
  package indirect enum Content: Sendable {
    /// Nothing.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction or an exponent.
    case double(Double)
    /// Text, perhaps with interpolations.
    case text(TemplateText)
    /// A list.
    case list([DataValue])
    /// Keys with values, in the order written.
    case map([DataEntry])
  }

  /// What it is.
  package var content: Content
  /// Its text.
  package var range: TextRange
  /// The node it was lowered from.
  package var syntax: SyntaxReference

  /// Makes a value.
  package init(_ content: Content, _ range: TextRange, _ syntax: SyntaxReference) {
    self.content = content
    self.range = range
    self.syntax = syntax
  }
}

/// A key with its value in a map of data.
package struct DataEntry: Sendable {
  /// The key.
  package var key: Located<String>
  /// The value.
  package var value: DataValue

  /// Makes an entry.
  package init(key: Located<String>, value: DataValue) {
    self.key = key
    self.value = value
  }
}
