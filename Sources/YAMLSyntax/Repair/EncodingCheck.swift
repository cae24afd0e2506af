// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Finds what libyaml's reader refuses before it reads: ill-formed UTF-8 and control characters, whose place it does
/// not tell.
enum EncodingCheck {
  /// At most this many are reported; all of them are repaired.
  static let maximumReports = 50

  /// One stretch of bytes that no YAML text holds.
  struct Finding {
    var start: Int
    var end: Int
    /// The control character, or nil for bytes that are no UTF-8.
    var scalar: UInt32?
  }

  /// Whether `bytes` may go to libyaml as they are. Complexity: O(n), vectorised for ASCII.
  static func isClean(_ bytes: [UInt8], isASCII: Bool) -> Bool {
    if isASCII {
      var bad: UInt8 = 0
      bytes.withUnsafeBufferPointer { buffer in
        for byte in buffer {
          let isControl: UInt8 = byte < 0x20 ? 1 : 0
          let isAllowed: UInt8 = byte == 0x09 || byte == 0x0A || byte == 0x0D ? 1 : 0
          bad |= (isControl & ~isAllowed) | (byte == 0x7F ? 1 : 0)
        }
      }
      return bad == 0
    }
    return findings(in: bytes, limit: 1).isEmpty
  }

  /// The first `limit` findings, neighbours of one kind joined. Complexity: O(n).
  static func findings(in bytes: [UInt8], limit: Int = .max) -> [Finding] {
    var result: [Finding] = []
    bytes.withUnsafeBufferPointer { buffer in
      var index = buffer.count >= 3 && buffer[0] == 0xEF && buffer[1] == 0xBB && buffer[2] == 0xBF ? 3 : 0
      while index < buffer.count {
        let byte = buffer[index]
        if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 || byte == 0x0D {
          index &+= 1
          continue
        }
        let (scalar, width) = decode(buffer, index)
        if let scalar {
          if !isAllowed(scalar) { result.append(Finding(start: index, end: index + width, scalar: scalar)) }
        } else if let last = result.indices.last, result[last].end == index, result[last].scalar == nil {
          result[last].end = index + width
        } else {
          result.append(Finding(start: index, end: index + width, scalar: nil))
        }
        index &+= width
        if result.count >= limit { break }
      }
    }
    return result
  }

  /// Whether libyaml's reader takes the scalar: the YAML 1.1 printable set.
  private static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0x10000...0x10FFFF: true
    case 0xE000...0xFFFD: scalar != 0xFEFF
    default: false
    }
  }

  /// The scalar at `index` and its width; nil and 1 for a byte that starts no well-formed sequence.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (UInt32?, Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let width = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard width > 0, index + width <= bytes.count else { return (nil, 1) }
    var scalar = UInt32(lead) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
    for offset in 1..<width {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    if width == 3, scalar < 0x800 || (0xD800...0xDFFF).contains(scalar) { return (nil, 1) }
    if width == 4, scalar < 0x10000 || scalar > 0x10FFFF { return (nil, 1) }
    return (scalar, width)
  }

  /// The edit that makes a finding readable: a control character goes, bytes that are no UTF-8 become U+FFFD.
  static func edit(for finding: Finding) -> ByteEdit {
    ByteEdit(finding.start, finding.end, finding.scalar == nil ? [0xEF, 0xBF, 0xBD] : [])
  }

  /// The problem of a finding.
  static func problem(_ finding: Finding) -> SyntaxProblem {
    let range = TextRange(finding.start, finding.end)
    let edit = TextEdit(range, finding.scalar == nil ? "\u{FFFD}" : "")
    guard let scalar = finding.scalar else {
      let what = range.count == 1 ? "this byte is" : "these \(range.count) bytes are"
      return SyntaxProblem(
        .encoding, range, "\(what) not UTF-8", repair: [edit], repairTitle: "replace with U+FFFD")
    }
    let digits = String(scalar, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let message =
      scalar == 0xFEFF
      ? "a byte order mark (\(name)) is only allowed at the start of a file"
      : "the control character \(name) is not allowed in YAML"
    return SyntaxProblem(.encoding, range, message, repair: [edit], repairTitle: "remove \(name)")
  }
}
