// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// How a selection grows, from the inside out. The protocol nests each range's parent inside it.
  package struct SelectionRange: Hashable, Sendable {
    /// The ranges, each inside the next; at least one.
    package var ranges: [Range]

    /// Makes one from the innermost range outwards.
    package init(_ innermost: Range, parents: [Range] = []) { ranges = [innermost] + parents }
  }
}

extension LSP.SelectionRange: Codable {
  private enum CodingKeys: CodingKey {
    case range
    case parent
  }

  /// The deepest nesting that is read or written.
  private static let maximumDepth = 200

  /// Reads the range and its parents.
  package init(from decoder: any Decoder) throws {
    var members = try decoder.container(keyedBy: CodingKeys.self)
    ranges = [try members.decode(LSP.Range.self, forKey: .range)]
    while ranges.count < Self.maximumDepth,
      let parent = try? members.nestedContainer(keyedBy: CodingKeys.self, forKey: .parent)
    {
      ranges.append(try parent.decode(LSP.Range.self, forKey: .range))
      members = parent
    }
  }

  /// Writes each parent inside the range before it.
  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    for (index, range) in ranges.prefix(Self.maximumDepth).enumerated() {
      if index > 0 { members = members.nestedContainer(keyedBy: CodingKeys.self, forKey: .parent) }
      try members.encode(range, forKey: .range)
    }
  }
}
