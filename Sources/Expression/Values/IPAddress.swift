// SPDX-License-Identifier: Apache-2.0

/// An address of the Internet protocol, version 4 or 6.
package struct IPAddress: Sendable, Hashable {
  /// The address as a number: 128 bits for version 6, the low 32 for version 4.
  let high: UInt64
  let low: UInt64
  /// 4 or 6.
  package let family: Int

  init(high: UInt64, low: UInt64, family: Int) {
    self.high = high
    self.low = low
    self.family = family
  }

  /// Why a text is no address.
  enum Failure: Error { case malformed, zone, mappedIPv4 }

  /// Reads an address: dotted decimal, or RFC 4291 without a zone and without an embedded IPv4 part.
  init(parsing text: String) throws(Failure) {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x3A) else {
      guard let value = IPAddress.dotted(bytes[...]) else { throw .malformed }
      self.init(high: 0, low: UInt64(value), family: 4)
      return
    }
    if bytes.contains(0x25) { throw .zone }
    let words = try IPAddress.words(bytes)
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<4 {
      high = high << 16 | UInt64(words[index])
      low = low << 16 | UInt64(words[index + 4])
    }
    self.init(high: high, low: low, family: 6)
  }

  /// Reads an address; nil when it is none.
  package init?(_ text: String) {
    do { try self.init(parsing: text) } catch { return nil }
  }

  private static func dotted(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy(\.isDigit), part.count == 1 || part.first != 0x30 else {
        return nil
      }
      let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
      guard number <= 255 else { return nil }
      value = value << 8 | number
    }
    return value
  }

  /// The eight words of an IPv6 address.
  private static func words(_ bytes: [UInt8]) throws(Failure) -> [UInt16] {
    var before: [UInt16] = []
    var after: [UInt16]?
    var index = 0
    func append(_ word: UInt16) {
      if after == nil { before.append(word) } else { after?.append(word) }
    }
    if bytes.starts(with: [0x3A, 0x3A]) {
      after = []
      index = 2
    }
    while index < bytes.count {
      var end = index
      while end < bytes.count, bytes[end] != 0x3A { end += 1 }
      let part = bytes[index..<end]
      if part.contains(0x2E) {
        guard end == bytes.count, dotted(part) != nil else { throw .malformed }
        let isMapped = before.isEmpty && after == [0xFFFF]
        throw isMapped ? .mappedIPv4 : .malformed
      }
      guard (1...4).contains(part.count), let word = UInt16(String(decoding: part, as: UTF8.self), radix: 16),
        part.allSatisfy({ $0.hexValue != nil })
      else { throw .malformed }
      append(word)
      guard before.count + (after?.count ?? 0) <= 8 else { throw .malformed }
      index = end
      guard index < bytes.count else { break }
      index += 1
      if index == bytes.count { throw .malformed }
      if bytes[index] == 0x3A {
        guard after == nil else { throw .malformed }
        after = []
        index += 1
      }
    }
    guard let after else {
      guard before.count == 8 else { throw .malformed }
      return before
    }
    let gap = 8 - before.count - after.count
    guard gap >= 1 else { throw .malformed }
    return before + Array(repeating: 0, count: gap) + after
  }

  /// How many bits it has: 32 or 128.
  package var bitCount: Int { family == 4 ? 32 : 128 }

  /// The canonical text: RFC 5952.
  package var text: String {
    if family == 4 { return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)" }
    let words = (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> UInt64(48 - $0 % 4 * 16)) }
    var best = 0..<0
    var start = 0
    while start < 8 {
      guard words[start] == 0 else {
        start += 1
        continue
      }
      var end = start
      while end < 8 && words[end] == 0 { end += 1 }
      if end - start > best.count && end - start > 1 { best = start..<end }
      start = end
    }
    let hex = words.map { String($0, radix: 16) }
    guard !best.isEmpty else { return hex.joined(separator: ":") }
    return hex[..<best.lowerBound].joined(separator: ":") + "::" + hex[best.upperBound...].joined(separator: ":")
  }

  /// The IPv4 address that an IPv4-mapped IPv6 address stands for, else the address itself.
  var unmapped: IPAddress {
    family == 6 && high == 0 && low >> 32 == 0xFFFF ? IPAddress(high: 0, low: low & 0xFFFF_FFFF, family: 4) : self
  }

  var isUnspecified: Bool { high == 0 && low == 0 }
  var isLoopback: Bool { family == 4 ? low >> 24 == 127 : high == 0 && low == 1 }
  var isMulticast: Bool { family == 4 ? low >> 28 == 0xE : high >> 56 == 0xFF }
  var isLinkLocalMulticast: Bool { family == 4 ? low >> 8 == 0xE0_0000 : high >> 48 & 0xFF0F == 0xFF02 }
  var isLinkLocalUnicast: Bool { family == 4 ? low >> 16 == 0xA9FE : high >> 54 == 0x3FA }
  var isGlobalUnicast: Bool {
    !(isUnspecified || isLoopback || isMulticast || isLinkLocalUnicast || (family == 4 && low == 0xFFFF_FFFF))
  }

  /// The address with all but the first `length` bits cleared.
  func masked(_ length: Int) -> IPAddress {
    if family == 4 {
      let mask = length <= 0 ? 0 : ~UInt64(0) << UInt64(32 - min(length, 32)) & 0xFFFF_FFFF
      return IPAddress(high: 0, low: low & mask, family: 4)
    }
    let highMask = length <= 0 ? 0 : length >= 64 ? ~UInt64(0) : ~UInt64(0) << UInt64(64 - length)
    let lowMask = length <= 64 ? 0 : ~UInt64(0) << UInt64(128 - min(length, 128))
    return IPAddress(high: high & highMask, low: low & lowMask, family: 6)
  }
}

/// A network: an address and the length of its prefix in bits.
package struct IPNetwork: Sendable, Hashable {
  /// The address as it was written, bits behind the prefix included.
  package let address: IPAddress
  /// 0 to 32 or 128.
  package let prefixLength: Int

  init(address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Reads `address/length`.
  init(parsing text: String) throws(IPAddress.Failure) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts.first, let last = parts.last else { throw .malformed }
    let address = try IPAddress(parsing: String(first))
    guard last.utf8.allSatisfy(\.isDigit), let length = Int(last), length <= (address.family == 4 ? 32 : 128),
      last == "0" || !last.hasPrefix("0")
    else { throw .malformed }
    self.init(address: address, prefixLength: length)
  }

  /// Reads a network; nil when it is none.
  package init?(_ text: String) {
    do { try self.init(parsing: text) } catch { return nil }
  }

  /// The network's first address: the bits behind the prefix are zero.
  package var firstAddress: IPAddress { address.masked(prefixLength) }

  /// `address/length`.
  package var text: String { "\(address.text)/\(prefixLength)" }

  /// Whether the address lies in the network.
  package func contains(_ other: IPAddress) -> Bool {
    other.family == address.family && other.masked(prefixLength) == address.masked(prefixLength)
  }

  /// Whether all of the other network lies in this one.
  package func contains(_ other: IPNetwork) -> Bool {
    other.prefixLength >= prefixLength && contains(other.address)
  }
}
