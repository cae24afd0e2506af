// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// A line that is being typed leaves all other lines' nodes where they are.
@Suite(.enabled(if: !CorpusFiles.all.isEmpty, "the corpora are not beside the project: set WFLINT_CORPUS"))
struct TypingTests {
  /// Per thousand: how much of the other lines the states lose on the average, at most.
  private static let tolerance = 0.15

  @Test func `Half a line costs the other lines nothing`() {
    var states = 0
    var loss = 0.0
    var worst: [String] = []
    let files = CorpusFiles.all.filter { $0.path.hasPrefix("kubevela/files") && $0.bytes.count < 3000 }
    for (number, file) in files.enumerated() where number % 3 == 0 || CorpusFiles.isExhaustive {
      let source = SourceText(bytes: file.bytes)
      let whole = YAMLParser.parse(source)
      guard whole.problems.isEmpty else { continue }
      for line in 0..<source.lines.lineCount {
        let range = source.lines.contentRange(ofLine: line, in: source.bytes)
        guard let text = (range.start..<range.end).first(where: { source.bytes[$0] != 0x20 }) else { continue }
        let all = TypingTests.leaves(whole, outside: range, moved: 0)
        let step = CorpusFiles.isExhaustive ? 1 : 4
        for cut in stride(from: text + 1 + line % step, to: range.end, by: step) {
          guard let typed = source.applying([.delete(TextRange(cut, range.end))]) else { continue }
          let left = TypingTests.leaves(
            YAMLParser.parse(typed), outside: TextRange(range.start, cut), moved: range.end - cut)
          let lost = all.subtracting(left).count
          states += 1
          loss += Double(lost) / Double(max(1, all.count))
          if lost > 2 { worst.append("\(file) line \(line) up to \(cut - range.start): \(lost) of \(all.count)") }
        }
      }
    }
    #expect(states > 1000)
    #expect(loss / Double(max(1, states)) * 1000 < TypingTests.tolerance, "\(worst.prefix(10))")
  }

  /// Where the scalars outside a line stand, how deep, and what they say.
  private static func leaves(_ tree: YAMLTree, outside line: TextRange, moved: Int) -> Set<String> {
    var result: Set<String> = []
    var stack = tree.documents.map { ($0.root, 0) }
    while let (node, depth) = stack.popLast() {
      for child in node.children { stack.append((child, depth + 1)) }
      guard node.kind == .scalar || node.kind == .alias, !node.range.isEmpty else { continue }
      if node.range.end < line.start {
        result.insert("\(node.range.start) \(depth) \(node.text)")
      } else if node.range.start >= line.end {
        result.insert("\(node.range.start + moved) \(depth) \(node.text)")
      }
    }
    return result
  }
}
