// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Takes a tree that was read from a repaired text back to the text before the repairs.
enum TreeMapping {
  /// Moves every offset of `parts` into the original's coordinates, and flags the nodes that a repair touched.
  ///
  /// Offsets of plain text slices stay in the repaired text, where the slices are.
  static func mapBack(_ parts: inout TreeParts, _ comments: inout [Comment], _ text: RepairedText) {
    let places = text.places
    for index in parts.records.indices {
      let start = Int(parts.records[index].start)
      let end = Int(parts.records[index].end)
      if isTouched(parts.records[index], start, end, places) { parts.records[index].flags.insert(.repaired) }
      let from = text.originalOffset(start, isEnd: false)
      let to = start == end ? from : max(from, text.originalOffset(end, isEnd: true))
      parts.records[index].start = UInt32(from)
      parts.records[index].end = UInt32(to)
    }
    // An empty node at a deletion may end behind its parent.
    for index in parts.records.indices.reversed() {
      let record = parts.records[index]
      guard record.parent != UInt32.max else { continue }
      let parent = Int(record.parent)
      parts.records[parent].end = max(parts.records[parent].end, record.end)
    }
    for index in parts.propertyValues.indices {
      parts.propertyValues[index].anchorRange = parts.propertyValues[index].anchorRange.map { mapped($0, text) }
      parts.propertyValues[index].tagRange = parts.propertyValues[index].tagRange.map { mapped($0, text) }
    }
    for index in parts.documents.indices {
      let end = text.originalOffset(Int(parts.documents[index].end), isEnd: false)
      parts.documents[index].end = UInt32(end)
      // The documents lie edge to edge.
      parts.documents[index].start = index == 0 ? 0 : parts.documents[index - 1].end
    }
    for index in comments.indices { comments[index].range = mapped(comments[index].range, text) }
    parts.tooDeep = parts.tooDeep.map { text.originalOffset($0, isEnd: false) }
  }

  /// Flags the innermost collection in brackets around each guess, in the coordinates of the repaired text. Complexity:
  /// O(log n + depth) each.
  static func noteGuesses(_ parts: inout TreeParts, _ guesses: [TextRange]) {
    for guess in guesses {
      var low = 0
      var high = parts.records.count
      while low < high {
        let middle = (low + high) / 2
        if Int(parts.records[middle].start) <= guess.start { low = middle + 1 } else { high = middle }
      }
      // Whatever holds the place is the last node that starts before it, or around that.
      var index = low - 1
      while index >= 0 {
        let record = parts.records[index]
        let isCollection = record.kind == .mapping || record.kind == .sequence
        if isCollection, record.style == .flow, Int(record.end) >= guess.end {
          parts.records[index].flags.insert(.guessed)
          break
        }
        index = record.parent == UInt32.max ? -1 : Int(record.parent)
      }
    }
  }

  static func mapped(_ range: TextRange, _ text: RepairedText) -> TextRange {
    let start = text.originalOffset(range.start, isEnd: false)
    return TextRange(start, range.isEmpty ? start : max(start, text.originalOffset(range.end, isEnd: true)))
  }

  /// A leaf is touched by a repair of its text or next to it, a collection by an invented bracket.
  private static func isTouched(_ record: NodeRecord, _ start: Int, _ end: Int, _ places: [TextRange]) -> Bool {
    let isLeaf = record.kind == .scalar || record.kind == .alias
    guard isLeaf || record.style == .flow else { return false }
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].end < start { low = middle + 1 } else { high = middle }
    }
    guard low < places.count else { return false }
    if isLeaf { return places[low].start <= end }
    while low < places.count, places[low].start <= end {
      if places[low].end >= end || places[low].start == start { return true }
      low += 1
    }
    return false
  }
}
