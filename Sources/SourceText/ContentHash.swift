// SPDX-License-Identifier: Apache-2.0

/// A 64-bit FNV-1a hash of bytes: the same on every machine and in every process, unlike `Hasher`.
package struct ContentHash: Hashable, Sendable {
  /// The hash.
  package let value: UInt64

  /// Hashes `bytes`. Complexity: O(n).
  package init(_ bytes: some Sequence<UInt8>) {
    func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      return hash
    }
    // The elements of an array one by one cost ten times what the hash does.
    value = bytes.withContiguousStorageIfAvailable { hash($0) } ?? hash(bytes)
  }

  /// Sixteen hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
