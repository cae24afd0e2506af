// SPDX-License-Identifier: Apache-2.0

/// How many columns characters take on a terminal.
///
/// Wide are the East Asian wide and fullwidth blocks and the emoji that are shown as pictures (Unicode 16, UAX 11 and
/// UTS 51); zero are combining marks, joiners and variation selectors.
package enum DisplayWidth {
  /// The columns of one scalar: 0, 1 or 2.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0xFE00...0xFE0F).contains(value) { return 0 }
    for range in wide {
      if value < range.lowerBound { break }
      if range.contains(value) { return 2 }
    }
    return scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// The columns of a text; a joined emoji sequence takes as many as its first picture.
  package static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    var isJoined = false
    for scalar in text.unicodeScalars {
      if scalar.value == 0x200D {
        isJoined = true
        continue
      }
      // A skin tone changes the picture before it.
      if (0x1F3FB...0x1F3FF).contains(scalar.value) { continue }
      let columns = of(scalar)
      if isJoined, columns > 0 {
        isJoined = false
        continue
      }
      width += columns
    }
    return width
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
  ]
}
