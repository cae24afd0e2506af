// SPDX-License-Identifier: Apache-2.0

/// How far two spellings are apart.
enum EditDistance {
  /// The number of insertions, deletions, replacements and swaps of neighbours between two byte strings, or nil where it
  /// is above `limit` (optimal string alignment). Complexity: O(n m), with n and m at most 64 bytes.
  static func between(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit, left.count <= 64, right.count <= 64 else { return nil }
    var older: [Int] = []
    var previous = Array(0...right.count)
    for (row, a) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, b) in right.enumerated() {
        var best = min(previous[column] + (a == b ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, a == right[column - 1], left[row - 1] == b { best = min(best, older[column - 1] + 1) }
        current.append(best)
      }
      (older, previous) = (previous, current)
    }
    guard let distance = previous.last, distance <= limit else { return nil }
    return distance
  }

  /// The one of `names` that is nearest to `word`, letter case aside, if it is within `limit` and no other is as near.
  static func nearest(to word: String, among names: [String], limit: Int) -> (name: String, distance: Int)? {
    let wanted = word.utf8.map(\.lowered)
    var best: (name: String, distance: Int)?
    var isTied = false
    for name in names {
      guard let distance = between(wanted, name.utf8.map(\.lowered), limit: best?.distance ?? limit) else { continue }
      if let found = best, found.distance == distance {
        isTied = true
      } else {
        best = (name, distance)
        isTied = false
      }
    }
    return isTied ? nil : best
  }
}
