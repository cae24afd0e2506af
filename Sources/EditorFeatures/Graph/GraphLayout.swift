// SPDX-License-Identifier: Apache-2.0

/// Where the boxes and lines of a cluster go, in whole units: cells of a text, or pixels of a picture.
///
/// Layered from left to right: a box stands one column behind the last one that it waits for; arrows over several columns pass
/// the columns between as lines of their own. Boxes that hold others are laid out by themselves and placed as wholes.
package struct GraphLayout: Sendable {
  /// The distances.
  package struct Metrics: Sendable {
    /// Between boxes of a column.
    package var rowGap: Int
    /// From a box to the first vertical line behind it.
    package var lead: Int
    /// From the last vertical line to the box that it leads to.
    package var tail: Int
    /// From column to column where no line between them turns.
    package var plain: Int
    /// More room between columns where the arrows between them have labels.
    package var labelRoom: Int
    /// Between vertical lines.
    package var trackGap: Int
    /// The height of a line that passes a column.
    package var lineHeight: Int
    /// Around what a box holds: left, top, right, bottom.
    package var padding: (left: Int, top: Int, right: Int, bottom: Int)
    /// The size of a box that holds nothing; for others the least size, for its title.
    package var size: @Sendable (StepGraph.Node) -> (width: Int, height: Int)

    /// Makes distances.
    package init(
      rowGap: Int, lead: Int, tail: Int, plain: Int, labelRoom: Int, trackGap: Int, lineHeight: Int,
      padding: (left: Int, top: Int, right: Int, bottom: Int),
      size: @escaping @Sendable (StepGraph.Node) -> (width: Int, height: Int)
    ) {
      self.rowGap = rowGap
      self.lead = lead
      self.tail = tail
      self.plain = plain
      self.labelRoom = labelRoom
      self.trackGap = trackGap
      self.lineHeight = lineHeight
      self.padding = padding
      self.size = size
    }
  }

  /// A box, or a line that passes a column (`node` is nil).
  package struct Item: Sendable {
    /// The box, an index into `Cluster.nodes`.
    package var node: Int?
    /// Its column.
    package var column: Int
    /// Its left side.
    package var x = 0
    /// Its top.
    package var y = 0
    /// Its width; of a line that of the column.
    package var width: Int
    /// Its height.
    package var height: Int
    /// What it holds.
    package var inner: [GraphLayout] = []
    /// The height at which lines meet it.
    package var center: Int { y + height / 2 }
  }

  /// A part of an arrow from one column to the next.
  package struct Segment: Sendable {
    /// An index into `items`.
    package var source: Int
    /// An index into `items`.
    package var target: Int
    /// The arrow, an index into `Cluster.edges`.
    package var edge: Int
    /// Where its vertical line is, if it has one.
    package var track = 0
  }

  /// Boxes and passing lines.
  package private(set) var items: [Item] = []
  /// The parts of arrows, those of one arrow in order.
  package private(set) var segments: [Segment] = []
  /// Arrows that lead backwards or are too long to be laid out; they are told in words.
  package private(set) var unrouted: [Int] = []
  /// Where columns start.
  package private(set) var columnStarts: [Int] = []
  /// The whole width.
  package private(set) var width = 0
  /// The whole height.
  package private(set) var height = 0

  private static let maximumLines = 30_000

  /// Lays out a cluster. Complexity: O((boxes + lines) log) a sweep, a dozen sweeps.
  package init(_ cluster: StepGraph.Cluster, _ metrics: Metrics) {
    guard !cluster.nodes.isEmpty else { return }
    var columns: [[Int]] = Array(repeating: [], count: (cluster.levels.max() ?? 0) + 1)
    for (index, node) in cluster.nodes.enumerated() {
      var size = metrics.size(node)
      var inner: [GraphLayout] = []
      if let cluster = node.inner {
        let layout = GraphLayout(cluster, metrics)
        size.width = max(size.width, layout.width + metrics.padding.left + metrics.padding.right)
        size.height = layout.height + metrics.padding.top + metrics.padding.bottom
        inner = [layout]
      }
      columns[cluster.levels[index]].append(items.count)
      items.append(
        Item(node: index, column: cluster.levels[index], width: size.width, height: size.height, inner: inner))
    }
    connect(cluster, &columns, metrics)
    let neighbours = Neighbours(segments, count: items.count)
    order(&columns, neighbours)
    placeRows(columns, neighbours, metrics)
    let labelled = Set(cluster.edges.indices.filter { cluster.edges[$0].label != nil })
    placeColumns(columns, labelled, metrics)
  }

  /// Makes the segments, with passing lines in the columns between.
  private mutating func connect(_ cluster: StepGraph.Cluster, _ columns: inout [[Int]], _ metrics: Metrics) {
    let lines = cluster.edges.reduce(0) { $0 + max(0, cluster.levels[$1.target] - cluster.levels[$1.source] - 1) }
    for (index, edge) in cluster.edges.enumerated() {
      let (first, last) = (cluster.levels[edge.source], cluster.levels[edge.target])
      guard last > first, last == first + 1 || lines <= Self.maximumLines else {
        unrouted.append(index)
        continue
      }
      var previous = edge.source
      for column in (first + 1)..<last {
        items.append(Item(node: nil, column: column, width: 0, height: metrics.lineHeight))
        columns[column].append(items.count - 1)
        segments.append(Segment(source: previous, target: items.count - 1, edge: index))
        previous = items.count - 1
      }
      segments.append(Segment(source: previous, target: edge.target, edge: index))
    }
  }

  /// Which items are connected with which.
  private struct Neighbours {
    var before: [[Int]]
    var behind: [[Int]]

    init(_ segments: [Segment], count: Int) {
      before = Array(repeating: [], count: count)
      behind = before
      for segment in segments {
        before[segment.target].append(segment.source)
        behind[segment.source].append(segment.target)
      }
    }
  }

  // MARK: Rows

  /// Orders each column by the mean place of its neighbours, a few times to and fro.
  private func order(_ columns: inout [[Int]], _ neighbours: Neighbours) {
    var places = [Double](repeating: 0, count: items.count)
    for column in columns { for (place, item) in column.enumerated() { places[item] = Double(place) } }
    for round in 0..<8 {
      let isForward = round % 2 == 0
      for index in isForward ? Array(columns.indices) : columns.indices.reversed() {
        var keys: [(key: Double, place: Int, item: Int)] = []
        for (place, item) in columns[index].enumerated() {
          let others = isForward ? neighbours.before[item] : neighbours.behind[item]
          let mean = others.isEmpty ? places[item] : others.reduce(0) { $0 + places[$1] } / Double(others.count)
          keys.append((mean, place, item))
        }
        keys.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        columns[index] = keys.map(\.item)
        for (place, item) in columns[index].enumerated() { places[item] = Double(place) }
      }
    }
  }

  /// Moves items towards the mean height of their neighbours without changing their order.
  private mutating func placeRows(_ columns: [[Int]], _ neighbours: Neighbours, _ metrics: Metrics) {
    var centers = [Double](repeating: 0, count: items.count)
    for column in columns {
      var y = 0.0
      for item in column {
        centers[item] = y + Double(items[item].height) / 2
        y += Double(items[item].height + metrics.rowGap)
      }
    }
    for round in 0..<10 {
      let isForward = round % 2 == 0
      for index in isForward ? Array(columns.indices) : columns.indices.reversed() {
        let column = columns[index]
        var wanted: [Double] = []
        var offset = 0.0
        var offsets: [Double] = []
        for (place, item) in column.enumerated() {
          if place > 0 {
            let above = column[place - 1]
            offset += Double(items[above].height + items[item].height) / 2 + Double(metrics.rowGap)
          }
          var others = isForward ? neighbours.before[item] : neighbours.behind[item]
          if others.isEmpty { others = isForward ? neighbours.behind[item] : neighbours.before[item] }
          let mean =
            others.isEmpty ? centers[item] : others.reduce(0) { $0 + centers[$1] } / Double(others.count)
          wanted.append(mean - offset)
          offsets.append(offset)
        }
        let settled = Self.ascending(wanted)
        for (place, item) in column.enumerated() { centers[item] = settled[place] + offsets[place] }
      }
    }
    let top = items.indices.reduce(Double.infinity) { min($0, centers[$1] - Double(items[$1].height) / 2) }
    for column in columns {
      var bottom = 0
      for (place, item) in column.enumerated() {
        let y = Int((centers[item] - Double(items[item].height) / 2 - top).rounded())
        items[item].y = place == 0 ? max(0, y) : max(bottom + metrics.rowGap, y)
        bottom = items[item].y + items[item].height
        height = max(height, bottom)
      }
    }
    straighten(columns, neighbours, metrics)
  }

  /// What rounding has moved by a unit goes back to the height of its only neighbour, where there is room.
  private mutating func straighten(_ columns: [[Int]], _ neighbours: Neighbours, _ metrics: Metrics) {
    for column in columns {
      for (place, item) in column.enumerated() {
        guard neighbours.before[item].count == 1, let other = neighbours.before[item].first else { continue }
        let move = items[other].center - items[item].center
        guard move != 0, abs(move) <= 2 else { continue }
        let y = items[item].y + move
        let floor = place == 0 ? 0 : items[column[place - 1]].y + items[column[place - 1]].height + metrics.rowGap
        let ceiling =
          place + 1 < column.count ? items[column[place + 1]].y - metrics.rowGap : Int.max
        if y >= floor, y + items[item].height <= ceiling { items[item].y = y }
        height = max(height, items[item].y + items[item].height)
      }
    }
  }

  /// The ascending numbers that are nearest to given ones (pool adjacent violators). Complexity: O(n).
  private static func ascending(_ values: [Double]) -> [Double] {
    var pools: [(sum: Double, count: Int)] = []
    for value in values {
      pools.append((value, 1))
      while pools.count > 1 {
        let last = pools[pools.count - 1]
        let before = pools[pools.count - 2]
        guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
        pools.removeLast(2)
        pools.append((before.sum + last.sum, before.count + last.count))
      }
    }
    return pools.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
  }

  // MARK: Columns

  /// Gives vertical lines their tracks and columns their places.
  private mutating func placeColumns(_ columns: [[Int]], _ labelled: Set<Int>, _ metrics: Metrics) {
    var byColumn: [[Int]] = Array(repeating: [], count: columns.count)
    for index in segments.indices { byColumn[items[segments[index].source].column].append(index) }
    var x = 0
    for (number, column) in columns.enumerated() {
      columnStarts.append(x)
      let widest = column.reduce(0) { max($0, items[$1].width) }
      for item in column {
        if items[item].node == nil { items[item].width = widest }
        items[item].x = x
      }
      x += widest
      guard number + 1 < columns.count else { break }
      let tracks = assignTracks(byColumn[number])
      for segment in byColumn[number] {
        segments[segment].track = x + metrics.lead + segments[segment].track * metrics.trackGap
      }
      if byColumn[number].contains(where: {
        items[segments[$0].source].node != nil && labelled.contains(segments[$0].edge)
      }) {
        x += metrics.labelRoom
      }
      x += tracks == 0 ? metrics.plain : metrics.lead + metrics.tail + (tracks - 1) * metrics.trackGap
    }
    width = x
  }

  /// Lines that start at the same box share a vertical line, and those that end at the same one; lines that share nothing must not touch.
  private mutating func assignTracks(_ indices: [Int]) -> Int {
    var targets: [Int: Set<Int>] = [:]
    for index in indices { targets[segments[index].source, default: []].insert(segments[index].target) }
    // Sources with the same targets are one bundle.
    var bundles: [(targets: Set<Int>, low: Int, high: Int, members: [Int])] = []
    var bundleOf: [Set<Int>: Int] = [:]
    for index in indices {
      let set = targets[segments[index].source] ?? []
      let ends = [items[segments[index].source].center, items[segments[index].target].center]
      if let bundle = bundleOf[set] {
        bundles[bundle].low = min(bundles[bundle].low, ends.min() ?? 0)
        bundles[bundle].high = max(bundles[bundle].high, ends.max() ?? 0)
        bundles[bundle].members.append(index)
      } else {
        bundleOf[set] = bundles.count
        bundles.append((set, ends.min() ?? 0, ends.max() ?? 0, [index]))
      }
    }
    var ends: [Int] = []
    for bundle in bundles.filter({ $0.low < $0.high }).sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
      let track = ends.firstIndex { $0 < bundle.low } ?? ends.count
      if track == ends.count { ends.append(bundle.high) } else { ends[track] = bundle.high }
      for member in bundle.members { segments[member].track = track }
    }
    return ends.count
  }
}
