// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A block collection, or the outside of all, with the column where it stands and the one where it shall stand.
struct FormatLevel {
  /// The collection's column as it is written; -1 outside all collections.
  var oldColumn: Int
  /// The column that it gets.
  var newColumn: Int
  /// The index of the level around it; nil for the outermost.
  var parent: Int?
}

/// A piece of text between two gaps: an indicator, an anchor, a tag or a scalar.
///
/// The formatter leaves tokens as they are, but for quotes and the indentation of the lines inside them, and writes the gaps anew.
struct FormatToken {
  /// What a token may have inside it.
  enum Kind {
    /// One line as it is.
    case word
    /// A plain or quoted scalar, perhaps over several lines.
    case flowScalar(NodeStyle)
    /// A literal or folded scalar with its header and lines.
    case blockScalar
    /// `[` or `{`.
    case opening
    /// `]` or `}`.
    case closing
  }

  /// The gap before a token on the same line.
  enum Space {
    /// As it is written.
    case kept
    /// Nothing.
    case none
    /// One blank.
    case one
  }

  var range: TextRange
  var kind: Kind
  /// The column for a token that is the first on its line; nil within brackets, where lines move with their bracket.
  var column: Int?
  var space: Space
  /// The index of the innermost block collection around it.
  var level: Int
}
