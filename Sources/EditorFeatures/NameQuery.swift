// SPDX-License-Identifier: Apache-2.0

/// What somebody types to find a name: it is asked of thousands of them at every letter, so it is made ready once.
package struct NameQuery: Sendable {
  private let wanted: [UInt8]

  /// Takes what is typed; case and blanks do not count.
  package init(_ text: String) { wanted = text.lowercased().utf8.filter { $0 != 0x20 } }

  /// Whether a name holds the letters of the query in their order; an empty query matches all.
  package func matches(_ name: String) -> Bool { distance(to: name) != nil }

  /// How far a name is from the query, from 0: they are equal, the name begins with it, holds it, or holds its letters in
  /// their order; nil where it does not. Complexity: O(length of the name · length of the query).
  package func distance(to name: String) -> Int? {
    if wanted.isEmpty { return 0 }
    var name = name
    // Of ASCII the bytes are folded where they are compared.
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    if !isASCII { name = name.lowercased() }
    return name.withUTF8 { bytes in distance(to: bytes) }
  }

  private func distance(to name: UnsafeBufferPointer<UInt8>) -> Int? {
    var next = 0
    for byte in name where next < wanted.count && Self.folded(byte) == wanted[next] { next += 1 }
    guard next == wanted.count else { return nil }
    func holds(at start: Int) -> Bool { wanted.indices.allSatisfy { Self.folded(name[start + $0]) == wanted[$0] } }
    if holds(at: 0) { return name.count == wanted.count ? 0 : 1 }
    return (0...(name.count - wanted.count)).contains(where: holds) ? 2 : 3
  }

  private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
