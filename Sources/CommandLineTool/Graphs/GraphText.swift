// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import Reporting

/// A graph drawn with box characters, folded into bands where it is wider than the terminal.
struct GraphText {
  /// What a cell shows: the directions of lines that meet in it, or a character.
  private enum Cell {
    case lines(UInt8)
    case character(Character)
    /// The second half of a wide character.
    case covered
  }

  private static let (up, down, left, right): (UInt8, UInt8, UInt8, UInt8) = (1, 2, 4, 8)
  /// By the directions: none, up, down, …
  private static let strokes = Array(" ╵╷│╴┘┐┤╶└┌├─┴┬┼")
  private static let maximumCells = 20_000_000

  private var rows: [[Cell]]
  private let width: Int
  private var notes: [String] = []

  /// The drawing; nil where it would be too large to be of use.
  static func draw(_ graph: StepGraph, width limit: Int) -> String? {
    let layout = GraphLayout(graph.root, metrics)
    guard layout.width > 0, layout.height > 0 else { return "" }
    guard layout.width.multipliedReportingOverflow(by: layout.height).partialValue <= maximumCells else { return nil }
    var text = GraphText(width: layout.width, height: layout.height)
    text.draw(layout, graph.root, x: 0, y: 0)
    return text.folded(layout, limit: max(limit, 40)) + text.notes.map { "\n" + $0 }.joined()
  }

  private static let metrics = GraphLayout.Metrics(
    rowGap: 1, lead: 3, tail: 5, plain: 4, labelRoom: 0, trackGap: 2, lineHeight: 1, padding: (2, 1, 2, 1),
    size: { node in
      let title = node.inner == nil ? label(node) : label(node) + " (\(node.detail))"
      return (DisplayWidth.of(title) + 4, 3)
    })

  /// What a box says, with a mark where a condition decides over it.
  private static func label(_ node: StepGraph.Node) -> String {
    let name = node.label.count > 40 ? node.label.prefix(39) + "…" : node.label
    return (node.isConditional ? "?" : "") + name.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private init(width: Int, height: Int) {
    self.width = width
    rows = Array(repeating: Array(repeating: .lines(0), count: width), count: height)
  }

  // MARK: Drawing

  private mutating func draw(_ layout: GraphLayout, _ cluster: StepGraph.Cluster, x: Int, y: Int) {
    for segment in layout.segments {
      let (source, target) = (layout.items[segment.source], layout.items[segment.target])
      let startX = x + source.x + (source.node == nil ? 0 : source.width)
      let endX = x + target.x + (target.node == nil ? target.width - 1 : -1)
      let (startY, endY, turn) = (y + source.center, y + target.center, x + segment.track)
      if startY == endY {
        horizontal(startX, endX, startY)
      } else {
        horizontal(startX, turn, startY, endsOpen: false)
        vertical(turn, startY, endY)
        horizontal(turn, endX, endY, startsOpen: false)
      }
      if target.node != nil { put("▶", endX, endY) }
    }
    for item in layout.items {
      guard let place = item.node else { continue }
      box(item, cluster.nodes[place], x: x + item.x, y: y + item.y)
    }
    for edge in layout.unrouted {
      let edge = cluster.edges[edge]
      notes.append("also: \(cluster.nodes[edge.source].label) → \(cluster.nodes[edge.target].label)")
    }
  }

  private mutating func horizontal(_ from: Int, _ to: Int, _ y: Int, startsOpen: Bool = true, endsOpen: Bool = true) {
    guard from <= to else { return }
    for x in from...to {
      add((x > from || startsOpen ? Self.left : 0) | (x < to || endsOpen ? Self.right : 0), x, y)
    }
  }

  private mutating func vertical(_ x: Int, _ from: Int, _ to: Int) {
    for y in min(from, to)...max(from, to) {
      add((y > min(from, to) ? Self.up : 0) | (y < max(from, to) ? Self.down : 0), x, y)
    }
  }

  private mutating func add(_ directions: UInt8, _ x: Int, _ y: Int) {
    guard rows.indices.contains(y), rows[y].indices.contains(x), case .lines(let known) = rows[y][x] else { return }
    rows[y][x] = .lines(known | directions)
  }

  private mutating func put(_ character: Character, _ x: Int, _ y: Int) {
    guard rows.indices.contains(y), rows[y].indices.contains(x) else { return }
    rows[y][x] = .character(character)
  }

  private mutating func box(_ item: GraphLayout.Item, _ node: StepGraph.Node, x: Int, y: Int) {
    let (right, bottom) = (x + item.width - 1, y + item.height - 1)
    for column in x...max(x, right) {
      put(column == x ? "┌" : column == right ? "┐" : "─", column, y)
      put(column == x ? "└" : column == right ? "┘" : "─", column, bottom)
    }
    if bottom - y > 1 {
      for row in (y + 1)...(bottom - 1) {
        put("│", x, row)
        put("│", right, row)
      }
    }
    if let inner = item.inner.first, let cluster = node.inner {
      write(" \(Self.label(node)) (\(node.detail)) ", x + 1, y)
      draw(inner, cluster, x: x + 1 + (item.width - 2 - inner.width) / 2, y: y + 1)
    } else {
      let label = Self.label(node)
      write(label, x + (item.width - DisplayWidth.of(label)) / 2, y + 1)
    }
  }

  private mutating func write(_ text: String, _ x: Int, _ y: Int) {
    var column = x
    for character in text {
      let cells = DisplayWidth.of(String(character))
      guard cells > 0 else { continue }
      let isControl = character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      put(isControl ? "\u{FFFD}" : character, column, y)
      if cells > 1, rows[y].indices.contains(column + 1) { rows[y][column + 1] = .covered }
      column += cells
    }
  }

  // MARK: Folding

  /// The rows in bands of columns that fit the limit; a column that is wider stands alone.
  private func folded(_ layout: GraphLayout, limit: Int) -> String {
    var cuts = [0]
    let starts = layout.columnStarts
    for index in starts.indices.dropFirst() {
      let end = index + 1 < starts.count ? starts[index + 1] - 3 : width
      if end - (cuts.last ?? 0) > limit { cuts.append(starts[index] - 3) }
    }
    cuts.append(width)
    let bands = zip(cuts, cuts.dropFirst()).map { start, end in band(start, end) }
    return bands.joined(separator: "\n\n")
  }

  private func band(_ start: Int, _ end: Int) -> String {
    let lines = rows.map { row in
      var line = ""
      for cell in row[start..<end] {
        switch cell {
        case .lines(let directions): line.append(Self.strokes[Int(directions & 15)])
        case .character(let character): line.append(character)
        case .covered: break
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    let first = lines.firstIndex { !$0.isEmpty } ?? 0
    let last = lines.lastIndex { !$0.isEmpty } ?? 0
    return lines[min(first, last)...last].joined(separator: "\n")
  }
}
