// SPDX-License-Identifier: Apache-2.0

/// How many cells of a terminal text takes.
///
/// East Asian wide and fullwidth characters and emoji take two, marks none; an emoji sequence (with U+200D, a skin tone
/// or U+FE0F, a flag of two letters, a keycap) is as wide as one emoji. Ambiguous characters take one.
package enum DisplayWidth {
  /// The width of text in cells; control characters count one, as they are shown as pictures. Complexity: O(n log t).
  package static func of(_ text: String) -> Int {
    var state = DisplayCluster()
    var width = 0
    for scalar in text.unicodeScalars {
      let step = state.extend(with: scalar.value)
      width += step.width - step.replaced
    }
    return width
  }

  /// The width of one code point by itself.
  static func of(scalar value: UInt32) -> Int {
    if value < 0x300 { return 1 }
    if contains(value, in: DisplayWidthTable.zero) { return 0 }
    return contains(value, in: DisplayWidthTable.wide) ? 2 : 1
  }

  /// Binary search in a table of pairs.
  private static func contains(_ value: UInt32, in table: [UInt32]) -> Bool {
    var low = 0
    var high = table.count / 2
    while low < high {
      let middle = (low + high) / 2
      if table[2 * middle + 1] < value { low = middle + 1 } else { high = middle }
    }
    return 2 * low + 1 < table.count && table[2 * low] <= value
  }
}

/// Which code points form one picture: a state machine over the code points of a line.
struct DisplayCluster {
  private var width = 0
  private var isJoined = false
  private var isEmoji = false
  private var pendingFlag = false
  private var isEmpty = true

  /// What a code point does.
  struct Step {
    /// Whether it belongs to the cluster before it.
    var continues: Bool
    /// The width of the cluster that it is in, from now on.
    var width: Int
    /// The width that the cluster had until now; zero where a new one starts.
    var replaced: Int
  }

  /// Takes one more code point.
  mutating func extend(with value: UInt32) -> Step {
    let before = width
    let own = DisplayWidth.of(scalar: value)
    var continues = false
    if !isEmpty {
      if isJoined {
        continues = own > 0
        isJoined = false
      } else if pendingFlag, Self.isRegionalIndicator(value) {
        continues = true
        width = 2
        pendingFlag = false
        return Step(continues: true, width: width, replaced: before)
      }
      if !continues, own == 0 {
        continues = true
        if value == 0x200D { isJoined = isEmoji }
        if value == 0xFE0F, width == 1 {
          width = 2
          isEmoji = true
        }
        if value == 0xFE0E, width == 2, isEmoji { width = 1 }
      } else if !continues, isEmoji, 0x1F3FB...0x1F3FF ~= value {
        continues = true
      }
    }
    pendingFlag = !continues && Self.isRegionalIndicator(value)
    if continues { return Step(continues: true, width: width, replaced: before) }
    isEmpty = false
    width = own
    // Everything that can start a joined sequence is wide by itself or made so by U+FE0F.
    isEmoji = own == 2 && (value >= 0x1F000 || value < 0x2E80)
    return Step(continues: false, width: width, replaced: 0)
  }

  private static func isRegionalIndicator(_ value: UInt32) -> Bool { 0x1F1E6...0x1F1FF ~= value }
}
