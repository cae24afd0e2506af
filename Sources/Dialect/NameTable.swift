// SPDX-License-Identifier: Apache-2.0

/// Names with their places in a list, looked up by bytes: no string is made of a key, and no reference counted.
package struct NameTable: Sendable {
  /// No name.
  private static let none = UInt8.max

  /// The first name of each bucket.
  private let heads: [UInt8]
  /// The next name of the same bucket, by name.
  private let nexts: [UInt8]
  /// The names' bytes, one behind the other, and where each starts; one start more than there are names.
  private let bytes: [UInt8]
  private let starts: [UInt32]

  /// Makes a table; of more than 255 names the rest is not found, and of two equal ones the second.
  package init(_ names: [String]) {
    var heads = [UInt8](repeating: Self.none, count: 64)
    var nexts: [UInt8] = []
    var bytes: [UInt8] = []
    var starts: [UInt32] = [0]
    for (index, name) in names.prefix(Int(Self.none)).enumerated() {
      nexts.append(Self.none)
      bytes += Array(name.utf8)
      starts.append(UInt32(truncatingIfNeeded: bytes.count))
      let bucket = Self.bucket(name.utf8.count, name.utf8.first)
      // Behind those that are there: of two equal names the first is found.
      guard var last = Int(exactly: heads[bucket]), last != Int(Self.none) else {
        heads[bucket] = UInt8(index)
        continue
      }
      while nexts[last] != Self.none { last = Int(nexts[last]) }
      nexts[last] = UInt8(index)
    }
    self.heads = heads
    self.nexts = nexts
    self.bytes = bytes
    self.starts = starts
  }

  private static func bucket(_ count: Int, _ first: UInt8?) -> Int { (count &* 7 &+ Int(first ?? 0)) & 63 }

  /// The place of a name. Complexity: O(length), as a rule.
  package func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    var candidate = heads[Self.bucket(name.count, name.first)]
    while candidate != Self.none {
      let start = Int(starts[Int(candidate)])
      if Int(starts[Int(candidate) + 1]) - start == name.count, isEqual(name, start) { return Int(candidate) }
      candidate = nexts[Int(candidate)]
    }
    return nil
  }

  private func isEqual(_ name: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for offset in name.indices where bytes[start &+ offset] != name[offset] { return false }
    return true
  }
}
