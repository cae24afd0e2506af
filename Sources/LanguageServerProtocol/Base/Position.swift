// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A place in a document: a zero-based line, and a column in the unit that was agreed on in `initialize`.
  package struct Position: Codable, Hashable, Sendable {
    /// Zero-based.
    package var line: Int
    /// Zero-based; counts code units of the agreed encoding.
    package var character: Int

    /// Makes one.
    package init(line: Int, character: Int) {
      self.line = line
      self.character = character
    }
  }
}

extension LSP.Position {
  /// Reads a place; numbers that are too large, negative or fractional are clamped rather than refused, because an edit
  /// that is lost leaves the texts of client and server different for good.
  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    func coordinate(_ key: CodingKeys) throws -> Int {
      if let number = try? members.decode(Int.self, forKey: key) { return max(number, 0) }
      let number = try members.decode(Double.self, forKey: key)
      return number > 0 ? Int(min(number, Double(UInt32.max))) : 0
    }
    self.init(line: try coordinate(.line), character: try coordinate(.character))
  }
}

extension LSP.Position: Comparable {
  /// Orders by line, then by column.
  package static func < (left: LSP.Position, right: LSP.Position) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }
}
