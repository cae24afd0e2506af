// SPDX-License-Identifier: Apache-2.0

/// Finds the name that was probably meant.
enum Spelling {
  /// The candidate nearest to a name, when it is near enough: at most a third of the letters differ; the first of
  /// several. Complexity: O(candidates × length²).
  static func nearest(_ name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (String, Int)?
    for candidate in candidates.prefix(2_000) where candidate != name {
      let other = Array(candidate.utf8)
      let limit = max(1, min(wanted.count, other.count) / 3)
      guard abs(wanted.count - other.count) <= limit, other.count <= 64 else { continue }
      if other.count == wanted.count, zip(wanted, other).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) { return candidate }
      let distance = distance(wanted, other)
      if distance <= limit, distance < best?.1 ?? .max { best = (candidate, distance) }
    }
    return best?.0
  }

  /// Insertions, deletions, substitutions and swaps of neighbours.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...max(1, left.count) where row <= left.count {
      var current = [row]
      for column in 1...max(1, right.count) where column <= right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var value = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          value = min(value, beforeLast[column - 2] + 1)
        }
        current.append(value)
      }
      beforeLast = last
      last = current
    }
    return last.last ?? 0
  }
}
