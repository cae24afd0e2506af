// SPDX-License-Identifier: Apache-2.0

/// Decodes plain and quoted scalars as libyaml does: YAML 1.1 §7.3 line folding and, in double quotes, escapes.
///
/// Lenient where a repair changed the text: an unknown escape stands for itself.
enum FlowScalarDecoder {
  /// Decodes `start ..< end`, the text inside the quotes; `quote` is 0 for a plain scalar.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, quote: UInt8) -> ScalarMap {
    var map = ScalarMap(at: start)
    let end = min(end, bytes.count)
    map.sourceEnd = end
    var index = start
    while index < end {
      let byte = bytes[index]
      if YAMLBytes.gapWidth(bytes, index) > 0 {
        index = gap(bytes, index, end, &map, isEscaped: false)
      } else if byte == 0x27, quote == 0x27, index + 1 < end, bytes[index + 1] == 0x27 {
        map.append([0x27], from: index, 2)
        index += 2
      } else if byte == 0x5C, quote == 0x22, index + 1 < end {
        index = escape(bytes, index, end, &map)
      } else {
        map.append(byte, at: index)
        index += 1
      }
    }
    return map
  }

  /// Blanks within a line stay; around line breaks they go, one break becomes a blank, of more the first goes.
  private static func gap(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ map: inout ScalarMap, isEscaped: Bool
  ) -> Int {
    var index = start
    var firstBreak: Int?
    var count = 0
    while index < end {
      let width = YAMLBytes.gapWidth(bytes, index)
      guard width > 0 else { break }
      if YAMLBytes.breakWidth(bytes, index) > 0 {
        if firstBreak == nil { firstBreak = index }
        count += 1
      }
      index += width
    }
    guard let firstBreak else {
      if !isEscaped { for blank in start..<index { map.append(bytes[blank], at: blank) } }
      return index
    }
    let isFolding = !isEscaped && !isSeparator(bytes, firstBreak)
    if isFolding, count == 1 {
      map.append([0x20], from: firstBreak, YAMLBytes.breakWidth(bytes, firstBreak))
      return index
    }
    var position = firstBreak
    while position < index {
      let width = YAMLBytes.breakWidth(bytes, position)
      if width > 0, !isFolding || position != firstBreak { appendBreak(bytes, position, &map) }
      position += max(width, 1)
    }
    return index
  }

  /// Whether the break is LS or PS, which stay as they are and do not fold.
  static func isSeparator(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool { bytes[offset] == 0xE2 }

  /// Adds a line break as text: LS and PS as they are, all others as LF.
  static func appendBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ map: inout ScalarMap) {
    let width = YAMLBytes.breakWidth(bytes, offset)
    if isSeparator(bytes, offset) || (width == 1 && bytes[offset] == 0x0A) {
      for index in offset..<(offset + width) { map.append(bytes[index], at: index) }
    } else {
      map.append([0x0A], from: offset, width)
    }
  }

  private static func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ map: inout ScalarMap
  ) -> Int {
    let code = bytes[start + 1]
    if let text = simpleEscape(code) {
      map.append(text, from: start, 2)
      return start + 2
    }
    let width = YAMLBytes.breakWidth(bytes, start + 1)
    if width > 0 { return gap(bytes, start + 1 + width, end, &map, isEscaped: true) }
    let digits = code == UInt8(ascii: "x") ? 2 : code == UInt8(ascii: "u") ? 4 : code == UInt8(ascii: "U") ? 8 : 0
    if digits > 0, start + 2 + digits <= end, let scalar = hexadecimal(bytes, start + 2, digits) {
      map.append(Array(String(Character(scalar)).utf8), from: start, 2 + digits)
      return start + 2 + digits
    }
    map.append(bytes[start], at: start)
    return start + 1
  }

  private static func simpleEscape(_ code: UInt8) -> [UInt8]? {
    switch code {
    case UInt8(ascii: "0"): [0x00]
    case UInt8(ascii: "a"): [0x07]
    case UInt8(ascii: "b"): [0x08]
    case UInt8(ascii: "t"), 0x09: [0x09]
    case UInt8(ascii: "n"): [0x0A]
    case UInt8(ascii: "v"): [0x0B]
    case UInt8(ascii: "f"): [0x0C]
    case UInt8(ascii: "r"): [0x0D]
    case UInt8(ascii: "e"): [0x1B]
    case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"): [code]
    case UInt8(ascii: "N"): [0xC2, 0x85]
    case UInt8(ascii: "_"): [0xC2, 0xA0]
    case UInt8(ascii: "L"): [0xE2, 0x80, 0xA8]
    case UInt8(ascii: "P"): [0xE2, 0x80, 0xA9]
    default: nil
    }
  }

  private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Unicode.Scalar? {
    var value: UInt32 = 0
    for index in start..<(start + count) {
      let byte = bytes[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value)
  }
}
