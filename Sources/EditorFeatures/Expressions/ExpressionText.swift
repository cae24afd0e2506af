// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// The bytes of the expression around a cursor, and how they map into the document.
struct ExpressionText {
  /// The scalar that holds it; nil where nothing is written yet.
  let node: YAMLNode?
  /// The expression's bytes.
  private(set) var bytes: [UInt8] = []
  /// The cursor in them.
  private(set) var offset = 0
  /// Where they start in the scalar's decoded text.
  private var start = 0
  /// The bytes of the decoded text; what is behind them is blank ground up to the cursor.
  private var decodedCount = 0
  private var map: ScalarMap?

  /// Nil where the cursor is in no expression.
  init?(_ document: AnalyzedDocument, _ place: CursorContext, at cursor: Int, workflow: Int) {
    let source = document.parsed.text.bytes
    let written = Self.scalar(place, at: cursor, source)
    let isBare = Self.isBare(document, place, at: cursor, workflow: workflow, written)
    guard let written else {
      // Nothing is there yet: a bare field is an expression from its first byte.
      guard isBare else { return nil }
      node = nil
      return
    }
    guard let map = written.scalarMap(), cursor >= map.sourceStart else { return nil }
    let isQuoted = written.style == .singleQuoted || written.style == .doubleQuoted
    if isQuoted, cursor > map.sourceEnd { return nil }
    node = written
    self.map = map
    bytes = Array(written.textBytes)
    decodedCount = bytes.count
    offset = min(map.decodedOffset(ofSource: cursor), bytes.count)
    if written.style == .plain, cursor > written.range.end, cursor <= source.count {
      bytes += source[written.range.end..<cursor]
      offset = bytes.count
    }
    if isBare, !written.holdsInterpolation { return }
    guard let inner = Self.interpolation(in: bytes, around: offset) else { return nil }
    bytes = Array(bytes[inner.start..<inner.end])
    offset -= inner.start
    start = inner.start
  }

  /// The place in the document of a range of the expression; nil where it is written otherwise than it reads.
  func source(_ range: TextRange, cursor: Int) -> TextRange? {
    if range.isEmpty, range.start == offset { return TextRange(at: cursor) }
    guard let map, range.end + start <= decodedCount else { return nil }
    let result = map.sourceRange(ofDecoded: TextRange(range.start + start, range.end + start))
    return result.count == range.count ? result : nil
  }

  /// The scalar at the cursor, or the plain one that only blanks part from it.
  private static func scalar(_ place: CursorContext, at cursor: Int, _ source: [UInt8]) -> YAMLNode? {
    let found = place.node ?? place.key?.enclosingEntry?.value
    guard let node = found?.resolved, node.kind == .scalar, !node.range.isEmpty, node.id == found?.id else {
      return nil
    }
    guard cursor > node.range.end else { return node }
    if node.style == .literal || node.style == .folded { return node }
    guard node.style == .plain, cursor <= source.count else { return nil }
    return source[node.range.end..<cursor].allSatisfy { $0 == 0x20 || $0 == 0x09 } ? node : nil
  }

  /// Whether the field takes an expression without `${{ }}`.
  private static func isBare(
    _ document: AnalyzedDocument, _ place: CursorContext, at cursor: Int, workflow: Int, _ node: YAMLNode?
  ) -> Bool {
    if let node, let placement = document.placement(of: node) {
      return !placement.isKey && isExpression(placement.type)
    }
    let completion = CompletionPlace(document, place, offset: cursor, workflow: workflow)
    return completion.valueType.map { isExpression($0.type) } ?? false
  }

  /// Whether a scalar of a type is an expression: a field that takes a list of them takes one, too.
  private static func isExpression(_ type: FieldType) -> Bool {
    switch type {
    case .text(.expression), .list(.text(.expression)): true
    default: false
    }
  }

  /// What stands between the `${{` and the `}}` around an offset. An interpolation that is not closed ends with its line
  /// or at the next one: what follows belongs to it only by mistake.
  private static func interpolation(in bytes: [UInt8], around offset: Int) -> TextRange? {
    for segment in Template(parsing: bytes).segments {
      guard case .expression(let inner, let isClosed) = segment.kind, inner.touches(offset) else { continue }
      var end = inner.end
      var index = offset
      var lineEnd: Int?
      while index < inner.end {
        if bytes[index] == 0x0A, lineEnd == nil { lineEnd = index }
        if index + 2 < inner.end, bytes[index] == 0x24, bytes[index + 1] == 0x7B, bytes[index + 2] == 0x7B {
          end = min(index, lineEnd ?? index)
          break
        }
        index += 1
      }
      if !isClosed { end = min(end, lineEnd ?? end) }
      return TextRange(inner.start, max(end, offset))
    }
    return nil
  }
}
