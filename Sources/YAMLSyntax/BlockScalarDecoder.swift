// SPDX-License-Identifier: Apache-2.0

/// Decodes literal and folded scalars as libyaml does: indentation found or given, chomping, lines that do not fold.
struct BlockScalarDecoder {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index: Int
  private let parentIndent: Int
  private var map: ScalarMap
  /// The column of the text; 0 until it is known.
  private var indent = 0
  private var column = 0

  /// A decoder of the scalar whose `|` or `>` stands at `start`, inside a collection of that indentation (-1: none).
  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, parentIndent: Int) {
    self.bytes = bytes
    index = start
    self.parentIndent = parentIndent
    map = ScalarMap(at: start)
  }

  mutating func decode(isLiteral: Bool) -> ScalarMap {
    let chomping = header()
    map.sourceStart = index
    map.sourceEnd = index
    var leadingBreak: Int?
    var leadingBlank = false
    var breaks = emptyLines()
    while index < bytes.count, column == indent, YAMLBytes.breakWidth(bytes, index) == 0 {
      let isBlank = bytes[index] == 0x20 || bytes[index] == 0x09
      if let offset = leadingBreak {
        if !isLiteral, !FlowScalarDecoder.isSeparator(bytes, offset), !leadingBlank, !isBlank {
          if breaks.isEmpty { map.append([0x20], from: offset, YAMLBytes.breakWidth(bytes, offset)) }
        } else {
          FlowScalarDecoder.appendBreak(bytes, offset, &map)
        }
      }
      for offset in breaks { FlowScalarDecoder.appendBreak(bytes, offset, &map) }
      leadingBlank = isBlank
      while index < bytes.count, YAMLBytes.breakWidth(bytes, index) == 0 {
        map.append(bytes[index], at: index)
        index += 1
      }
      leadingBreak = index < bytes.count ? index : nil
      if index < bytes.count { index += YAMLBytes.breakWidth(bytes, index) }
      map.sourceEnd = index
      breaks = emptyLines()
    }
    if chomping != .strip, let offset = leadingBreak { FlowScalarDecoder.appendBreak(bytes, offset, &map) }
    if chomping == .keep { for offset in breaks { FlowScalarDecoder.appendBreak(bytes, offset, &map) } }
    return map
  }

  private enum Chomping {
    case strip, clip, keep
  }

  /// Reads the indicators, a comment and the line break behind them.
  private mutating func header() -> Chomping {
    var chomping = Chomping.clip
    index += 1
    loop: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "+"): chomping = .keep
      case UInt8(ascii: "-"): chomping = .strip
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        indent = max(parentIndent, 0) + Int(bytes[index] - UInt8(ascii: "0"))
      default: break loop
      }
      index += 1
    }
    while index < bytes.count, YAMLBytes.breakWidth(bytes, index) == 0 { index += 1 }
    if index < bytes.count { index += YAMLBytes.breakWidth(bytes, index) }
    return chomping
  }

  /// Passes over empty lines and the next line's indentation, and returns the breaks of the former.
  private mutating func emptyLines() -> [Int] {
    var breaks: [Int] = []
    var deepest = 0
    column = 0
    while index < bytes.count {
      while index < bytes.count, indent == 0 || column < indent, bytes[index] == 0x20 {
        index += 1
        column += 1
      }
      deepest = max(deepest, column)
      guard index < bytes.count else { break }
      let width = YAMLBytes.breakWidth(bytes, index)
      guard width > 0 else { break }
      breaks.append(index)
      index += width
      column = 0
      map.sourceEnd = index
    }
    if indent == 0 { indent = max(deepest, parentIndent + 1, 1) }
    return breaks
  }
}
