// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody meant by a misspelt name.
package enum NearestName {
  /// The candidate nearest to `name`, where one is near enough to be meant; the first of several equally near ones.
  ///
  /// Near enough is a third of the longer name's length in edits (a swap of neighbours counts one), with case and the
  /// kind of word separator counting nothing; or a prefix of at least three letters. Complexity: O(candidates · n · m).
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != name {
      let other = folded(candidate)
      guard other.count <= 64 else { continue }
      let limit = max(1, max(wanted.count, other.count) / 3)
      guard abs(other.count - wanted.count) <= limit || other.starts(with: wanted) else { continue }
      var distance = editDistance(wanted, other)
      if distance > limit, wanted.count >= 3, other.starts(with: wanted) { distance = limit }
      guard distance <= limit, distance < best?.distance ?? Int.max else { continue }
      // Two short names that share nothing are two names, not a slip.
      if min(wanted.count, other.count) <= 2, distance > 0, wanted.first != other.first { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.map { byte in
      if (0x41...0x5A).contains(byte) { return byte + 0x20 }
      return byte == 0x2D || byte == 0x20 ? 0x5F : byte
    }
  }

  /// The optimal string alignment distance.
  private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var cost = min(previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
