// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Two places; the second is behind the last character.
  package struct Range: Codable, Hashable, Sendable {
    /// Where it starts.
    package var start: Position
    /// Where it ends, exclusively.
    package var end: Position

    /// Makes one.
    package init(start: Position, end: Position) {
      self.start = start
      self.end = end
    }
  }
}
