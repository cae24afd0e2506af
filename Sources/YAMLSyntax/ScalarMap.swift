// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The exact correspondence between a scalar's decoded text and the bytes that it is written with.
///
/// A list of runs: bytes that stand in both as they are, and pieces that differ (an escape, a folded line break).
/// What the decoded text does not hold (indentation, an escaped line break) lies between runs.
package struct ScalarMap: Sendable {
  struct Run: Sendable, Equatable {
    var decoded: Int
    var decodedCount: Int
    var source: Int
    var sourceCount: Int
    var isVerbatim: Bool

    var decodedEnd: Int { decoded + decodedCount }
    var sourceEnd: Int { source + sourceCount }
  }

  /// The decoded text, UTF-8.
  package private(set) var decoded: [UInt8] = []
  /// Where the text starts in the source: inside the quotes, or behind a block scalar's header.
  package internal(set) var sourceStart: Int
  /// Where the bytes that decide the text end; for a block scalar behind its last line break.
  package internal(set) var sourceEnd: Int
  private(set) var runs: [Run] = []

  init(at start: Int) {
    sourceStart = start
    sourceEnd = start
  }

  /// The map of a text that stands in the source as it is.
  init(verbatim text: ArraySlice<UInt8>, at start: Int) {
    decoded = Array(text)
    sourceStart = start
    sourceEnd = start + text.count
    if !text.isEmpty {
      runs = [Run(decoded: 0, decodedCount: text.count, source: start, sourceCount: text.count, isVerbatim: true)]
    }
  }

  // MARK: - Building

  /// Adds one byte that stands in both.
  mutating func append(_ byte: UInt8, at source: Int) {
    if let last = runs.indices.last, runs[last].isVerbatim, runs[last].sourceEnd == source {
      runs[last].decodedCount += 1
      runs[last].sourceCount += 1
    } else {
      runs.append(Run(decoded: decoded.count, decodedCount: 1, source: source, sourceCount: 1, isVerbatim: true))
    }
    decoded.append(byte)
  }

  /// Adds text that is written differently.
  mutating func append(_ text: [UInt8], from source: Int, _ sourceCount: Int) {
    runs.append(
      Run(
        decoded: decoded.count, decodedCount: text.count, source: source, sourceCount: sourceCount, isVerbatim: false))
    decoded.append(contentsOf: text)
  }

  // MARK: - Asking

  /// The bytes that a range of the decoded text is written with. Complexity: O(log runs).
  ///
  /// Half of an escape counts as all of it; offsets beyond the text are its end.
  package func sourceRange(ofDecoded range: TextRange) -> TextRange {
    let start = sourceOffset(ofDecoded: range.start)
    guard !range.isEmpty, let run = run(holding: range.end - 1) else { return TextRange(at: start) }
    let end = run.isVerbatim ? run.source + min(range.end, run.decodedEnd) - run.decoded : run.sourceEnd
    return TextRange(start, end)
  }

  /// The source offset of the byte at an offset of the decoded text; of the text's end for one beyond it.
  /// Complexity: O(log runs).
  package func sourceOffset(ofDecoded offset: Int) -> Int {
    guard let last = runs.last else { return sourceStart }
    guard offset < last.decodedEnd else { return last.sourceEnd }
    guard let run = run(holding: max(offset, 0)) else { return sourceStart }
    return run.isVerbatim ? run.source + max(offset, 0) - run.decoded : run.source
  }

  private func run(holding offset: Int) -> Run? {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].decoded <= offset { low = middle } else { high = middle }
    }
    return low < runs.count ? runs[low] : nil
  }

  /// The decoded offset of a source offset: inside an escape or a fold that of its start, between runs that of the next
  /// one, before the text 0 and behind it its length. Complexity: O(log runs).
  package func decodedOffset(ofSource offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      // Text that a repair invented has no bytes: its place is its start.
      let isPassed = runs[middle].sourceEnd <= offset && (runs[middle].sourceCount > 0 || runs[middle].source < offset)
      if isPassed { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count else { return decoded.count }
    let run = runs[low]
    guard offset > run.source else { return run.decoded }
    return run.isVerbatim ? run.decoded + offset - run.source : run.decoded
  }
}

extension YAMLNode {
  /// Where a scalar's decoded text starts in the source, if it stands there byte by byte: then `scalarMap()` would say
  /// no more than that.
  package var verbatimStart: Int? { isSourceSlice ? contentRange.start : nil }

  /// The correspondence between this scalar's text and its source; nil for other nodes. Complexity: O(length).
  ///
  /// Exact for everything that was written so; where a repair changed the very text, its ranges may be that of the
  /// whole scalar.
  package func scalarMap() -> ScalarMap? {
    guard kind == .scalar else { return nil }
    let text = textBytes
    if isSourceSlice { return ScalarMap(verbatim: text, at: contentRange.start) }
    let map = decodeSource()
    if map.decoded.elementsEqual(text) { return map }
    let range = contentRange
    var coarse = ScalarMap(at: range.start)
    coarse.sourceEnd = range.end
    if !text.isEmpty { coarse.append(Array(text), from: range.start, range.count) }
    return coarse
  }

  /// Decodes a scalar from its source alone, without what libyaml made of it. Empty for other nodes.
  package func decodeRaw() -> [UInt8] { kind == .scalar ? decodeSource().decoded : [] }

  /// A scalar's bytes with everything that decides its text: a block scalar's trailing line breaks too.
  package var rawRange: TextRange {
    guard style == .literal || style == .folded, kind == .scalar else { return range }
    return TextRange(range.start, max(range.end, decodeSource().sourceEnd))
  }

  private func decodeSource() -> ScalarMap {
    let bytes = tree.source.bytes
    let content = contentRange
    return bytes.withUnsafeBufferPointer { buffer in
      switch style {
      case .literal, .folded:
        var decoder = BlockScalarDecoder(buffer, at: range.start, parentIndent: parentIndent)
        return decoder.decode(isLiteral: style == .literal)
      case .singleQuoted where content != range:
        return FlowScalarDecoder.decode(buffer, content.start, content.end, quote: 0x27)
      case .doubleQuoted where content != range:
        return FlowScalarDecoder.decode(buffer, content.start, content.end, quote: 0x22)
      default: return FlowScalarDecoder.decode(buffer, content.start, content.end, quote: 0)
      }
    }
  }

  /// The indentation of the innermost block collection around a block scalar, -1 for a document's root.
  private var parentIndent: Int {
    guard let parent else { return -1 }
    return parent.column
  }

  /// The column of a node's first byte on its line, in bytes; a byte order mark does not count.
  package var column: Int { LineScan(bytes: tree.source.bytes).column(range.start) }
}
