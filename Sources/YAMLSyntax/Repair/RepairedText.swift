// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A replacement of bytes, in the coordinates of whatever text it is about.
struct ByteEdit: Equatable {
  var start: Int
  var end: Int
  var replacement: [UInt8]

  init(_ start: Int, _ end: Int, _ replacement: [UInt8]) {
    self.start = start
    self.end = max(start, end)
    self.replacement = replacement
  }

  /// An insertion.
  static func insert(_ text: String, at offset: Int) -> ByteEdit { ByteEdit(offset, offset, Array(text.utf8)) }

  /// A replacement by as many blanks.
  static func blank(_ start: Int, _ end: Int) -> ByteEdit {
    ByteEdit(start, end, [UInt8](repeating: 0x20, count: max(0, end - start)))
  }
}

/// A text with repairs applied: what libyaml reads instead of the user's bytes, and the way back to those.
struct RepairedText {
  /// An edit of the original text, with the repair that it belongs to.
  private struct Piece {
    var edit: ByteEdit
    var repair: Int
    /// Where the replacement starts in the repaired text.
    var position = 0
    var endPosition: Int { position + edit.replacement.count }
  }

  /// The user's bytes.
  let original: [UInt8]
  /// The repaired bytes.
  private(set) var bytes: [UInt8]
  private var pieces: [Piece] = []

  init(_ original: [UInt8]) {
    self.original = original
    bytes = original
  }

  /// Applies edits of the repaired text as one repair; false, and no change, where one of them meets an earlier repair.
  mutating func apply(_ edits: [ByteEdit], repair: Int) -> Bool {
    var fresh: [Piece] = []
    var next = 0
    for edit in edits.sorted(by: { $0.start < $1.start }) {
      guard edit.start >= 0, edit.end <= bytes.count else { return false }
      while next < pieces.count, pieces[next].endPosition <= edit.start {
        fresh.append(pieces[next])
        next += 1
      }
      if next < pieces.count, pieces[next].position < edit.end { return false }
      let start = originalOffset(edit.start, isEnd: false)
      let end = edit.end > edit.start ? originalOffset(edit.end, isEnd: true) : start
      if let last = fresh.last, last.edit.end > start { return false }
      fresh.append(Piece(edit: ByteEdit(start, end, edit.replacement), repair: repair))
    }
    pieces = fresh + pieces[next...]
    rebuild()
    return true
  }

  /// Takes back every repair with an edit that touches these bytes of the original; returns their numbers.
  mutating func undo(touching range: TextRange) -> Set<Int> {
    var numbers: Set<Int> = []
    for piece in pieces where piece.edit.start <= range.end && range.start <= piece.edit.end {
      numbers.insert(piece.repair)
    }
    pieces.removeAll { numbers.contains($0.repair) }
    rebuild()
    return numbers
  }

  /// Blanks bytes of the original, where no repair is, as one repair; false, and no change, where one is.
  mutating func blank(_ range: TextRange, repair: Int) -> Bool {
    for piece in pieces where piece.edit.start < range.end && range.start < piece.edit.end { return false }
    let edit = ByteEdit.blank(range.start, min(range.end, original.count))
    let slot = pieces.firstIndex { $0.edit.start >= range.end } ?? pieces.count
    pieces.insert(Piece(edit: edit, repair: repair), at: slot)
    rebuild()
    return true
  }

  private mutating func rebuild() {
    bytes.removeAll(keepingCapacity: true)
    var position = 0
    for index in pieces.indices {
      let edit = pieces[index].edit
      bytes.append(contentsOf: original[position..<edit.start])
      pieces[index].position = bytes.count
      bytes.append(contentsOf: edit.replacement)
      position = edit.end
    }
    bytes.append(contentsOf: original[position...])
  }

  /// The original offset of an offset of the repaired text.
  ///
  /// Inside a replacement it is as far behind the replaced text's start, at most its end. Where text was deleted, a
  /// start (`isEnd` false) stands behind the deleted bytes and an end before them. Both readings never decrease.
  func originalOffset(_ offset: Int, isEnd: Bool) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      let isBefore = isEnd ? pieces[middle].position < offset : pieces[middle].position <= offset
      if isBefore { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return min(offset, original.count) }
    let piece = pieces[low - 1]
    let result: Int
    if offset >= piece.endPosition {
      result = piece.edit.end + offset - piece.endPosition
    } else {
      result = min(piece.edit.start + offset - piece.position, piece.edit.end)
    }
    return min(result, original.count)
  }

  /// The edits of one repair, as edits of the original text.
  func edits(of repair: Int) -> [TextEdit] {
    pieces.filter { $0.repair == repair }.map { piece in
      TextEdit(TextRange(piece.edit.start, piece.edit.end), String(decoding: piece.edit.replacement, as: UTF8.self))
    }
  }

  /// The repaired places in order, as ranges of the repaired text.
  var places: [TextRange] { pieces.map { TextRange($0.position, $0.endPosition) } }
  /// The places of some repairs in order, as ranges of the repaired text.
  func places(of repairs: Set<Int>) -> [TextRange] {
    pieces.filter { repairs.contains($0.repair) }.map { TextRange($0.position, $0.endPosition) }
  }
  /// The repaired places in order, as ranges of the original text.
  var originalPlaces: [TextRange] { pieces.map { TextRange($0.edit.start, $0.edit.end) } }
}
