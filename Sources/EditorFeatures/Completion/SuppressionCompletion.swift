// SPDX-License-Identifier: Apache-2.0
import Analysis
import Rules
import SourceText
import YAMLSyntax

/// The rules that a comment `# wflint: allow(…)` may name at the cursor.
struct SuppressionCompletion {
  private let word: TextRange

  /// Nil where the cursor is in no such comment's brackets.
  init?(_ document: AnalyzedDocument, _ cursor: CursorContext, _ offset: Int) {
    guard cursor.place == .comment, document.parsed.kind != .other else { return nil }
    let text = document.parsed.text
    let line = text.lines.contentRange(ofLine: text.lines.line(at: offset), in: text.bytes)
    guard line.start <= offset, offset <= line.end else { return nil }
    let before = text[TextRange(line.start, offset)]
    guard before.containsBytes(of: "wflint: allow"),
      let open = before.utf8.lastIndex(of: UInt8(ascii: "(")),
      !before.utf8[open...].contains(UInt8(ascii: ")"))
    else { return nil }
    var start = offset
    while start > line.start, Self.isWord(text.bytes[start - 1]) { start -= 1 }
    var end = offset
    while end < line.end, Self.isWord(text.bytes[end]) { end += 1 }
    word = TextRange(start, end)
  }

  func items() -> [CompletionItem] {
    RuleCatalog.all.map { rule in
      CompletionItem(
        label: rule.name, kind: .enumValue, detail: "\(rule.code) \(rule.summary)", edit: TextEdit(word, rule.name),
        resolveKey: "rule:\(rule.code)")
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }
}

/// The documentation of a completion that asks for it later; nil for a key of another kind.
package func completionDocumentation(for resolveKey: String) -> String? {
  guard resolveKey.hasPrefix("rule:") else { return nil }
  return RuleDocumentation.page(of: String(resolveKey.dropFirst(5)))
}
