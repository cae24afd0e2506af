// SPDX-License-Identifier: Apache-2.0

/// Reads a compiled zone file: TZif of RFC 8536, versions 1 to 4.
struct TZifReader {
  private let bytes: [UInt8]

  private struct Header {
    let version: UInt8
    let utcFlags, standardFlags, leapSeconds, times, types, characters: Int

    /// The size of the data block behind the header.
    func byteCount(timeSize: Int) -> Int {
      times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardFlags + utcFlags
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The zone that the file holds; nil where it is not a well-formed file, or counts leap seconds. Complexity: O(n).
  static func read(_ bytes: [UInt8], name: String) -> TimeZoneRules? {
    let reader = TZifReader(bytes: bytes)
    guard let first = reader.header(at: 0) else { return nil }
    guard first.version >= 0x32 else { return reader.block(first, at: 44, timeSize: 4, name: name) }
    let second = 44 + first.byteCount(timeSize: 4)
    guard let header = reader.header(at: second) else { return nil }
    return reader.block(header, at: second + 44, timeSize: 8, name: name)
  }

  private func header(at start: Int) -> Header? {
    guard start + 44 <= bytes.count, bytes[start..<start + 4].elementsEqual([0x54, 0x5A, 0x69, 0x66]) else {
      return nil
    }
    let counts = (0..<6).map { Int(integer(at: start + 20 + $0 * 4, size: 4)) }
    // A count beyond the file's own size is damage; the cap keeps the arithmetic small.
    guard counts.allSatisfy({ 0 <= $0 && $0 <= bytes.count }), counts[4] > 0, counts[4] <= 256 else { return nil }
    return Header(
      version: bytes[start + 4], utcFlags: counts[0], standardFlags: counts[1], leapSeconds: counts[2],
      times: counts[3], types: counts[4], characters: counts[5])
  }

  /// The big-endian number of `size` bytes, sign-extended; the caller has checked that they are there.
  private func integer(at start: Int, size: Int) -> Int64 {
    var value: Int64 = 0
    for byte in bytes[start..<start + size] { value = value << 8 | Int64(byte) }
    return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : value
  }

  private func block(_ header: Header, at start: Int, timeSize: Int, name: String) -> TimeZoneRules? {
    let end = start + header.byteCount(timeSize: timeSize)
    guard end <= bytes.count, header.leapSeconds == 0 else { return nil }
    let indexes = start + header.times * timeSize
    let types = indexes + header.times
    let characters = types + header.types * 6
    var kinds: [TimeZoneRules.Kind] = []
    for index in 0..<header.types {
      let place = types + index * 6
      let offset = integer(at: place, size: 4)
      let abbreviation = Int(bytes[place + 5])
      guard abs(offset) < 26 * 3_600, abbreviation < header.characters else { return nil }
      let letters = bytes[characters + abbreviation..<characters + header.characters].prefix { $0 != 0 }
      kinds.append(
        TimeZoneRules.Kind(
          offset: Int32(clamping: offset), isDaylightSaving: bytes[place + 4] != 0, abbreviation: ASCII.text(letters)))
    }
    var times: [Int64] = []
    var previous: Int64?
    var byTime: [TimeZoneRules.Kind] = []
    for index in 0..<header.times {
      let time = integer(at: start + index * timeSize, size: timeSize)
      let type = Int(bytes[indexes + index])
      guard type < kinds.count, previous.map({ $0 < time }) ?? true else { return nil }
      previous = time
      // Some files open with a mark for the beginning of time; clamping it keeps `time - 1` and the years in range.
      times.append(min(max(time, -(1 << 59)), 1 << 59))
      byTime.append(kinds[type])
    }
    guard let first = kinds.first else { return nil }
    var footer: POSIXTimeZone?
    if timeSize == 8, end < bytes.count, bytes[end] == 0x0A {
      let text = bytes[(end + 1)...].prefix { $0 != 0x0A }
      if !text.isEmpty {
        footer = POSIXTimeZone(text)
        guard footer != nil else { return nil }
      }
    }
    return TimeZoneRules(name: name, times: times, kinds: byTime, first: first, footer: footer)
  }
}
