// SPDX-License-Identifier: Apache-2.0

/// Turns libyaml's marks into byte offsets.
///
/// libyaml counts Unicode scalars from the start of what it was given (CRLF counts two), so that an ASCII text needs no
/// table; any other gets the byte offset of every 32nd scalar, and a look-up walks at most 31 of them.
struct MarkMap {
  /// Where the text that libyaml was given starts: behind a byte order mark.
  let base: Int
  private let count: Int
  private let isIdentity: Bool
  private var checkpoints: [UInt32] = []

  /// Scans `bytes` from `base` on, unless they are known to be ASCII. Complexity: O(n).
  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
    self.base = base
    count = bytes.count
    var high: UInt8 = 0
    if !isASCII {
      for index in base..<max(base, bytes.count) { high |= bytes[index] }
    }
    isIdentity = high < 0x80
    guard !isIdentity else { return }
    checkpoints.reserveCapacity(bytes.count / 32 + 1)
    var scalar = 0
    for index in base..<bytes.count where bytes[index] & 0xC0 != 0x80 {
      if scalar & 31 == 0 { checkpoints.append(UInt32(truncatingIfNeeded: index)) }
      scalar &+= 1
    }
  }

  /// The byte offset of the scalar with this number, or the text's end.
  @inline(__always)
  func offset(_ scalar: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if isIdentity { return min(base &+ scalar, count) }
    return walk(scalar, in: bytes)
  }

  private func walk(_ scalar: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let slot = scalar >> 5
    guard scalar >= 0, slot < checkpoints.count else { return count }
    var offset = Int(checkpoints[slot])
    var remaining = scalar & 31
    while remaining > 0, offset < count {
      offset &+= 1
      while offset < count, bytes[offset] & 0xC0 == 0x80 { offset &+= 1 }
      remaining &-= 1
    }
    return offset
  }
}
