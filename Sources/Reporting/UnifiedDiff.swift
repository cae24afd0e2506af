// SPDX-License-Identifier: Apache-2.0

/// The difference of two texts as a unified diff with three lines of context.
package enum UnifiedDiff {
  private enum Line {
    case same(Int, Int)
    case removed(Int)
    case added(Int)
  }

  /// The diff; empty where the texts are equal.
  ///
  /// Complexity: O((n + m) · d) for d changed lines (Myers); beyond 2,000 changed lines the middle is replaced as a
  /// whole.
  package static func render(old: [UInt8], new: [UInt8], path: String, usesColor: Bool = false) -> [UInt8] {
    guard old != new else { return [] }
    let oldLines = lines(old)
    let newLines = lines(new)
    let script = self.script(oldLines, newLines)
    var output = OutputBuffer()
    func paint(_ text: String, _ code: String) -> String { usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    let shown = path.hasPrefix("/") ? String(path.dropFirst()) : path
    output.line(paint("--- a/\(shown)", "1"))
    output.line(paint("+++ b/\(shown)", "1"))
    for hunk in hunks(script) {
      let (oldStart, oldCount, newStart, newCount) = extent(script[hunk])
      output.line(paint("@@ -\(position(oldStart, oldCount)) +\(position(newStart, newCount)) @@", "36"))
      for line in script[hunk] {
        switch line {
        case .same(let index, _): write(" ", oldLines[index], nil, &output, paint)
        case .removed(let index): write("-", oldLines[index], "31", &output, paint)
        case .added(let index): write("+", newLines[index], "32", &output, paint)
        }
      }
    }
    return output.bytes
  }

  private static func write(
    _ mark: String, _ line: ArraySlice<UInt8>, _ code: String?, _ output: inout OutputBuffer,
    _ paint: (String, String) -> String
  ) {
    let hasBreak = line.last == 0x0A
    let text = mark + String(decoding: hasBreak ? line.dropLast() : line, as: UTF8.self)
    output.line(code.map { paint(text, $0) } ?? text)
    if !hasBreak { output.line("\\ No newline at end of file") }
  }

  private static func position(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      result.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { result.append(bytes[start...]) }
    return result
  }

  private static func extent(_ lines: ArraySlice<Line>) -> (Int, Int, Int, Int) {
    var old: [Int] = []
    var new: [Int] = []
    for line in lines {
      switch line {
      case .same(let oldIndex, let newIndex):
        old.append(oldIndex)
        new.append(newIndex)
      case .removed(let index): old.append(index)
      case .added(let index): new.append(index)
      }
    }
    return ((old.first ?? -1) + 1, old.count, (new.first ?? -1) + 1, new.count)
  }

  /// The ranges of the script that hold changes with their context.
  private static func hunks(_ script: [Line]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, line) in script.enumerated() {
      if case .same = line { continue }
      let range = max(0, index - 3)..<min(script.count, index + 4)
      if let last = hunks.last, last.upperBound >= range.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private static func script(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    var result = (0..<head).map { Line.same($0, $0) }
    result += middle(old, head..<(old.count - tail), new, head..<(new.count - tail))
    result += (0..<tail).map { Line.same(old.count - tail + $0, new.count - tail + $0) }
    return result
  }

  private static func middle(
    _ old: [ArraySlice<UInt8>], _ oldRange: Range<Int>, _ new: [ArraySlice<UInt8>], _ newRange: Range<Int>
  ) -> [Line] {
    let whole = oldRange.map { Line.removed($0) } + newRange.map { Line.added($0) }
    let n = oldRange.count
    let m = newRange.count
    guard n > 0, m > 0 else { return whole }
    let limit = min(n + m, 2_000)
    var frontier = [Int](repeating: 0, count: 2 * limit + 2)
    var history: [[Int]] = []
    for distance in 0...limit {
      history.append(frontier)
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let center = diagonal + limit
        let goesDown = diagonal == -distance || diagonal != distance && frontier[center - 1] < frontier[center + 1]
        var x = goesDown ? frontier[center + 1] : frontier[center - 1] + 1
        var y = x - diagonal
        while x < n, y < m, x >= 0, y >= 0, old[oldRange.lowerBound + x] == new[newRange.lowerBound + y] {
          x += 1
          y += 1
        }
        frontier[center] = x
        if x >= n, y >= m { return backtrack(history, n, m, limit, oldRange.lowerBound, newRange.lowerBound) }
      }
      if distance == limit { break }
    }
    return whole
  }

  private static func backtrack(
    _ history: [[Int]], _ n: Int, _ m: Int, _ limit: Int, _ oldBase: Int, _ newBase: Int
  ) -> [Line] {
    var result: [Line] = []
    var x = n
    var y = m
    for distance in stride(from: history.count - 1, through: 0, by: -1) {
      let frontier = history[distance]
      let diagonal = x - y
      let center = diagonal + limit
      let goesDown = diagonal == -distance || diagonal != distance && frontier[center - 1] < frontier[center + 1]
      let previous = goesDown ? diagonal + 1 : diagonal - 1
      let previousX = distance == 0 ? 0 : frontier[previous + limit]
      let previousY = distance == 0 ? 0 : previousX - previous
      while x > previousX, y > previousY {
        x -= 1
        y -= 1
        result.append(.same(oldBase + x, newBase + y))
      }
      guard distance > 0 else { break }
      if goesDown {
        y -= 1
        result.append(.added(newBase + y))
      } else {
        x -= 1
        result.append(.removed(oldBase + x))
      }
    }
    return result.reversed()
  }
}
