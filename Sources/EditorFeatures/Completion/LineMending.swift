// SPDX-License-Identifier: Apache-2.0
import SourceText
import YAMLSyntax

/// What is wrong with the indentation of the line that a completion goes into, and how accepting it mends that: a key one
/// blank too deep moves to its neighbours' column, an item of a list gets the dash that it lacks.
struct LineMending {
  /// The edits before the inserted text, on its line.
  private(set) var edits: [TextEdit] = []
  /// What the inserted text begins with.
  private(set) var prefix = ""
  /// The column that the line has afterwards; nil where it stays where it is.
  private(set) var column: Int?
  /// The mapping that a key belongs to, where the column alone would not tell.
  private(set) var mapping: YAMLNode?

  /// - Parameter isList: whether the value that begins on the line is a list.
  init(_ cursor: CursorContext, _ offset: Int, isList: Bool) {
    guard !cursor.isFlow, cursor.place == .key || cursor.place == .value,
      let tree = (cursor.container ?? cursor.owner)?.tree
    else { return }
    let bytes = tree.source.bytes
    let word = min(cursor.word.start, bytes.count)
    var start = word
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    // Something else stands before it on the line: a key, a dash.
    guard start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D else { return }
    let own = word - start
    func move(to wanted: Int) {
      // At the cursor itself an edit beside the inserted text would be in its way.
      if own == 0 {
        column = 0
        prefix = String(repeating: " ", count: wanted) + prefix
        return
      }
      column = wanted
      if own > wanted {
        edits = [TextEdit(TextRange(start, start + own - wanted), "")]
      } else if own < wanted {
        edits = [.insert(String(repeating: " ", count: wanted - own), at: start)]
      }
    }
    guard let container = cursor.container, container.style == .block else {
      // The value of a key begins on its own line: of a list that is a dash.
      if isList { prefix = "- " }
      return
    }
    if container.kind == .mapping {
      let isAbove = cursor.owner == nil || cursor.owner == container
      if isAbove, cursor.place == .key { move(to: container.column) }
      return
    }
    guard container.kind == .sequence, cursor.mayBeKey else { return }
    if own > container.column, let last = container.items.last(where: { $0.range.start < word }), last.kind == .mapping,
      last.style == .block
    {
      mapping = last
      move(to: last.column)
    } else {
      prefix = "- "
      move(to: container.column)
    }
  }
}
