// SPDX-License-Identifier: Apache-2.0

/// What single bytes mean to YAML.
enum YAMLBytes {
  /// Whether the byte before `end` belongs to a blank or a line break (LF, CR, NEL, LS, PS).
  ///
  /// For the multi-byte breaks it answers for each of their bytes, so that a walk backwards passes over them.
  static func isBlankOrBreakEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    guard end > 0 else { return false }
    switch bytes[end - 1] {
    case 0x20, 0x09, 0x0A, 0x0D: return true
    default: return false
    }
  }

  /// The offset behind blanks, line breaks and comments from `start` on.
  static func skipGap(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    let end = min(end, bytes.count)
    while position < end {
      let width = gapWidth(bytes, position)
      if width > 0 {
        position &+= width
      } else if bytes[position] == UInt8(ascii: "#"), position == start || (isGapEnd(bytes, position)) {
        while position < end, breakWidth(bytes, position) == 0 { position &+= 1 }
      } else {
        break
      }
    }
    return min(position, end)
  }

  /// The offset behind a tag that starts at `start`.
  static func skipTag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    let end = min(end, bytes.count)
    let isVerbatim =
      position &+ 1 < end && bytes[position] == UInt8(ascii: "!") && bytes[position + 1] == UInt8(ascii: "<")
    while position < end, gapWidth(bytes, position) == 0 {
      let byte = bytes[position]
      if isVerbatim {
        if byte == UInt8(ascii: ">") { return position &+ 1 }
      } else if position > start, isFlowIndicator(byte) {
        break
      }
      position &+= 1
    }
    return min(position, end)
  }

  /// Whether the byte is one of `,[]{}`.
  static func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }

  /// The number of bytes of the line break at `offset` (CRLF is two), 0 where there is none.
  static func breakWidth(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A: return 1
    case 0x0D: return offset &+ 1 < bytes.count && bytes[offset &+ 1] == 0x0A ? 2 : 1
    case 0xC2: return offset &+ 1 < bytes.count && bytes[offset &+ 1] == 0x85 ? 2 : 0
    case 0xE2:
      guard offset &+ 2 < bytes.count, bytes[offset &+ 1] == 0x80 else { return 0 }
      return bytes[offset &+ 2] == 0xA8 || bytes[offset &+ 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }

  /// The number of bytes of the blank or line break at `offset`.
  static func gapWidth(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let byte = bytes[offset]
    return byte == 0x20 || byte == 0x09 ? 1 : breakWidth(bytes, offset)
  }

  /// Whether a blank or a line break ends right before `offset`, or the text starts there.
  static func isGapEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    guard offset > 0 else { return true }
    switch bytes[offset - 1] {
    case 0x20, 0x09, 0x0A, 0x0D: return true
    case 0x85: return offset >= 2 && bytes[offset - 2] == 0xC2
    case 0xA8, 0xA9: return offset >= 3 && bytes[offset - 2] == 0x80 && bytes[offset - 3] == 0xE2
    case 0xBF: return offset == 3 && bytes[1] == 0xBB && bytes[0] == 0xEF
    default: return false
    }
  }
}
