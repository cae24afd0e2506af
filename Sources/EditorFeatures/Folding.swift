// SPDX-License-Identifier: Apache-2.0
package import Analysis
import SourceText
import YAMLSyntax

/// Lines that an editor may fold away behind the first of them.
package struct FoldedLines: Hashable, Sendable {
  /// The zero-based line that stays.
  package var start: Int
  /// The zero-based last line that goes.
  package var end: Int
  /// Whether they are comments.
  package var isComment: Bool
}

/// What can be folded: values below their key, items of lists, text blocks, runs of comments; in document order.
/// Complexity: O(nodes).
package func foldings(of document: AnalyzedDocument) -> [FoldedLines] {
  let tree = document.parsed.tree
  let lines = tree.source.lines
  var result: [FoldedLines] = []
  var seen: Set<Int> = []
  func add(from start: Int, to end: Int) {
    let first = lines.line(at: start)
    // A text block ends behind its line break.
    let last = lines.line(at: max(start, end > 0 && tree.source.bytes[end - 1] == 0x0A ? end - 1 : end))
    guard last > first, seen.insert(first).inserted else { return }
    result.append(FoldedLines(start: first, end: last, isComment: false))
  }
  var pending = tree.documents.reversed().map(\.root)
  while let node = pending.popLast() {
    switch node.kind {
    case .mapping:
      for entry in node.entries { add(from: entry.key.range.start, to: entry.value.range.end) }
    case .sequence:
      add(from: node.range.start, to: node.style == .flow ? node.range.end : node.range.start)
      for item in node.children { add(from: item.range.start, to: item.range.end) }
    case .scalar, .alias: continue
    }
    pending += Array(node.children).reversed()
  }
  var run: (first: Int, last: Int)?
  func closeRun() {
    if let run, run.last > run.first {
      result.append(FoldedLines(start: run.first, end: run.last, isComment: true))
    }
    run = nil
  }
  for comment in tree.comments where comment.isOwnLine {
    let line = lines.line(at: comment.range.start)
    if let known = run, known.last + 1 == line {
      run = (known.first, line)
    } else {
      closeRun()
      run = (line, line)
    }
  }
  closeRun()
  return result.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
}
