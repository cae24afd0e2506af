// SPDX-License-Identifier: Apache-2.0

/// Which lines of two texts correspond: Myers' O(ND) algorithm on line numbers, with a bound.
struct LineDifference {
  /// A run of old lines that is replaced by a run of new lines; one of them may be empty.
  struct Change: Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The changes in order; between two of them is at least one line that both have.
  private(set) var changes: [Change] = []

  /// The number of edits after which a stretch is given up and replaced as a whole: bounds memory to about 4 MiB.
  private static let bound = 1024

  /// Compares two lists of lines. Complexity: O((n + m) · min(d, bound)), d the number of edits.
  init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    let left = old.map(number)
    let right = new.map(number)
    if !compare(left, right, left.indices, right.indices) {
      compareBetweenAnchors(left, right)
    }
  }

  /// Adds the changes between two stretches; false where there are too many, and then adds none.
  private mutating func compare(_ left: [Int], _ right: [Int], _ old: Range<Int>, _ new: Range<Int>) -> Bool {
    var old = old
    var new = new
    while let a = old.first, let b = new.first, left[a] == right[b] {
      old = a + 1..<old.upperBound
      new = b + 1..<new.upperBound
    }
    while let a = old.last, let b = new.last, left[a] == right[b] {
      old = old.lowerBound..<a
      new = new.lowerBound..<b
    }
    if old.isEmpty || new.isEmpty {
      add(Change(old: old, new: new))
      return true
    }
    guard let edits = Self.shortestEdits(left[old], right[new], bound: Self.bound) else { return false }
    for edit in edits { add(edit) }
    return true
  }

  /// Adds a change, together with the one before where they touch.
  private mutating func add(_ change: Change) {
    if change.old.isEmpty, change.new.isEmpty { return }
    if let last = changes.last, last.old.upperBound == change.old.lowerBound,
      last.new.upperBound == change.new.lowerBound
    {
      changes[changes.count - 1] = Change(
        old: last.old.lowerBound..<change.old.upperBound, new: last.new.lowerBound..<change.new.upperBound)
    } else {
      changes.append(change)
    }
  }

  /// Myers' greedy search; nil where more than `bound` edits are needed.
  private static func shortestEdits(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>, bound: Int) -> [Change]? {
    let rows = left.count
    let columns = right.count
    let limit = min(bound, rows + columns)
    // furthest[k + limit + 1] is how far down diagonal k the search has come.
    var furthest = [Int32](repeating: 0, count: 2 * limit + 3)
    var history: [[Int32]] = []
    for edits in 0...limit {
      // Only the diagonals -edits ... edits hold something.
      history.append(Array(furthest[(limit + 1 - edits - 1)...(limit + 1 + edits + 1)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let slot = diagonal + limit + 1
        var row: Int
        if diagonal == -edits || (diagonal != edits && furthest[slot - 1] < furthest[slot + 1]) {
          row = Int(furthest[slot + 1])
        } else {
          row = Int(furthest[slot - 1]) + 1
        }
        var column = row - diagonal
        while row < rows, column >= 0, column < columns,
          left[left.startIndex + row] == right[right.startIndex + column]
        {
          row += 1
          column += 1
        }
        furthest[slot] = Int32(truncatingIfNeeded: row)
        if row >= rows, column >= columns {
          return path(history, left.startIndex, right.startIndex, rows, columns)
        }
      }
    }
    return nil
  }

  /// Follows the search back from its end.
  private static func path(_ history: [[Int32]], _ oldStart: Int, _ newStart: Int, _ rows: Int, _ columns: Int)
    -> [Change]
  {
    var changes: [Change] = []
    var row = rows
    var column = columns
    for edits in stride(from: history.count - 1, to: 0, by: -1) {
      let furthest = history[edits]
      let diagonal = row - column
      let slot = diagonal + edits + 1
      let isInsertion =
        diagonal == -edits || (diagonal != edits && furthest[slot - 1] < furthest[slot + 1])
      let previousRow = Int(isInsertion ? furthest[slot + 1] : furthest[slot - 1])
      let previousColumn = previousRow - (isInsertion ? diagonal + 1 : diagonal - 1)
      let old = oldStart + previousRow..<oldStart + previousRow + (isInsertion ? 0 : 1)
      let new = newStart + previousColumn..<newStart + previousColumn + (isInsertion ? 1 : 0)
      changes.append(Change(old: old, new: new))
      row = previousRow
      column = previousColumn
    }
    return changes.reversed()
  }

  /// For texts that differ a lot: lines that both have exactly once, in the same order, are kept, and the stretches between
  /// them compared one by one; a stretch that still differs too much is replaced.
  private mutating func compareBetweenAnchors(_ left: [Int], _ right: [Int]) {
    changes = []
    var old = 0
    var new = 0
    for (a, b) in Self.anchors(left, right) + [(left.count, right.count)] {
      if !compare(left, right, old..<a, new..<b) { add(Change(old: old..<a, new: new..<b)) }
      old = min(a + 1, left.count)
      new = min(b + 1, right.count)
    }
  }

  /// The longest ascending run of lines that both texts have exactly once (patience sorting).
  private static func anchors(_ left: [Int], _ right: [Int]) -> [(Int, Int)] {
    let count = max(left.max() ?? 0, right.max() ?? 0) + 1
    var places = [(old: Int, new: Int)](repeating: (-1, -1), count: count)
    for (index, line) in left.enumerated() { places[line].old = places[line].old == -1 ? index : -2 }
    for (index, line) in right.enumerated() { places[line].new = places[line].new == -1 ? index : -2 }
    var piles: [Int] = []
    var candidates: [(old: Int, new: Int, before: Int)] = []
    for (index, line) in left.enumerated() where places[line].old == index && places[line].new >= 0 {
      let new = places[line].new
      var low = 0
      var high = piles.count
      while low < high {
        let middle = (low + high) / 2
        if candidates[piles[middle]].new < new { low = middle + 1 } else { high = middle }
      }
      candidates.append((index, new, low > 0 ? piles[low - 1] : -1))
      if low < piles.count { piles[low] = candidates.count - 1 } else { piles.append(candidates.count - 1) }
    }
    var result: [(Int, Int)] = []
    var next = piles.last ?? -1
    while next >= 0 {
      result.append((candidates[next].old, candidates[next].new))
      next = candidates[next].before
    }
    return result.reversed()
  }
}
