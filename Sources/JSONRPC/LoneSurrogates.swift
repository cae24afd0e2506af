// SPDX-License-Identifier: Apache-2.0

/// Mends JSON whose strings escape half a surrogate pair, which no UTF-8 string can hold.
enum LoneSurrogates {
  /// The JSON with each such escape replaced by U+FFFD's; nil where there is none. Complexity: O(n).
  static func replaced(in json: [UInt8]) -> [UInt8]? {
    var result: [UInt8]?
    var index = 0
    while index < json.count {
      guard json[index] == 0x5C else {
        index += 1
        continue
      }
      guard let unit = escapedUnit(in: json, at: index) else {
        index += 2
        continue
      }
      if unit & 0xFC00 == 0xD800, let next = escapedUnit(in: json, at: index + 6), next & 0xFC00 == 0xDC00 {
        index += 12
        continue
      }
      if unit & 0xF800 == 0xD800 {
        var mended = result ?? json
        mended.replaceSubrange(index + 2..<index + 6, with: Array("fffd".utf8))
        result = mended
      }
      index += 6
    }
    return result
  }

  /// The UTF-16 unit that a `\u0041` at `index` stands for.
  private static func escapedUnit(in json: [UInt8], at index: Int) -> UInt16? {
    guard index + 6 <= json.count, json[index] == 0x5C, json[index + 1] == UInt8(ascii: "u") else { return nil }
    return UInt16(String(decoding: json[index + 2..<index + 6], as: UTF8.self), radix: 16)
  }
}
