// SPDX-License-Identifier: Apache-2.0

/// Base 64 of RFC 4648, the standard alphabet.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// With padding.
  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let first = UInt32(bytes[index])
      let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
      let third = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
      let group = first << 16 | second << 8 | third
      output.append(alphabet[Int(group >> 18 & 63)])
      output.append(alphabet[Int(group >> 12 & 63)])
      output.append(index + 1 < bytes.count ? alphabet[Int(group >> 6 & 63)] : 0x3D)
      output.append(index + 2 < bytes.count ? alphabet[Int(group & 63)] : 0x3D)
      index += 3
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// With or without padding; nil when malformed.
  static func decode(_ text: String) -> [UInt8]? {
    var output: [UInt8] = []
    var group: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text.utf8 {
      if byte == 0x3D {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(byte) else { return nil }
      group = group << 6 | value
      count += 1
      if count == 4 {
        output += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
        group = 0
        count = 0
      }
    }
    guard padding == 0 || (padding == 4 - count && count > 1) else { return nil }
    switch count {
    case 0: break
    case 2: output.append(UInt8(group >> 4 & 255))
    case 3: output += [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
    default: return nil
    }
    return output
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61 + 26)
    case 0x30...0x39: UInt32(byte - 0x30 + 52)
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
