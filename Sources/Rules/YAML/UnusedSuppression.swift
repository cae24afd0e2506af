// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
import Dialect
package import SourceText

/// Reports suppression comments that silence nothing; the analysis tells it which.
package enum UnusedSuppression: Rule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF009", "unused-suppression", .yaml, .warning, fix: .safe,
    summary: "A suppression silences nothing, or names no rule.",
    rationale: """
      A comment such as `# wflint: allow(unknown-step) reason` outlives the mistake that it was written for, and then hides the \
      next one. Remove it once nothing is reported there.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}  # wflint: allow(«unknown-step») later\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api  # wflint: allow(«no-such-rule»)\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, needs: [zero]}  «# wflint: disable(unknown-step)»\n"
      ),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          # wflint: allow(unknown-step) comes with the next release
          - {id: a, type: script, run: make, needs: [zero]}

        """)
    ])

  /// Reports one entry of a suppression comment.
  ///
  /// - Parameters:
  ///   - entry: the entry that silenced nothing.
  ///   - known: whether it names a rule at all.
  package static func report(
    _ entry: Suppression.Entry, of suppression: Suppression, known: Bool, suggestion: String?, in text: SourceText,
    _ report: inout Report
  ) {
    if known {
      return report.add(
        entry.range, "`\(entry.text)` is reported nowhere here: the suppression has no effect",
        fixes: [removal(of: entry, from: suppression, in: text)], tags: [.unnecessary])
    }
    var fixes = [removal(of: entry, from: suppression, in: text)]
    if let suggestion {
      fixes.insert(Fix("replace with `\(suggestion)`", edits: [TextEdit(entry.range, suggestion)]), at: 0)
    }
    let hint = suggestion.map { "; did you mean `\($0)`?" } ?? "; `wflint rules` lists them"
    report.add(entry.range, "no rule is called `\(entry.text)`\(hint)", fixes: fixes)
  }

  /// Reports a comment that starts like a suppression and names no rule.
  package static func report(malformed comment: TextRange, in text: SourceText, _ report: inout Report) {
    var end = comment.end
    while end > comment.start, text.bytes[end - 1] <= 0x20 { end -= 1 }
    report.add(
      TextRange(comment.start, end), "this comment allows nothing: expected `# wflint: allow(RULE)` with a rule's name",
      help:
        "`# wflint: allow-file(RULE)` speaks of the whole file, `# wflint: allow(RULE) why` of its line or the next.",
      fixes: misspelt(comment, text))
  }

  /// `alow(…)` and `disable(…)` are meant as `allow(…)`.
  private static func misspelt(_ comment: TextRange, _ text: SourceText) -> [Fix] {
    let bytes = text.bytes
    guard let colon = bytes[comment.start..<comment.end].firstIndex(of: 0x3A),
      let open = bytes[colon..<comment.end].firstIndex(of: 0x28)
    else { return [] }
    var start = colon + 1
    while start < open, bytes[start] == 0x20 { start += 1 }
    let word = TextRange(start, open)
    let others = ["disable": "allow", "ignore": "allow", "disable-file": "allow-file", "ignore-file": "allow-file"]
    guard !word.isEmpty, open + 1 < comment.end, bytes[open + 1] != 0x29,
      let meant = others[text[word]] ?? NearestName.of(text[word], among: ["allow", "allow-file"]), meant != text[word]
    else { return [] }
    return [Fix("write `\(meant)`", edits: [TextEdit(word, meant)])]
  }

  private static func removal(of entry: Suppression.Entry, from suppression: Suppression, in text: SourceText) -> Fix {
    if suppression.entries.count > 1, let index = suppression.entries.firstIndex(of: entry) {
      let range =
        index == 0
        ? TextRange(entry.range.start, suppression.entries[1].range.start)
        : TextRange(suppression.entries[index - 1].range.end, entry.range.end)
      return Fix("remove `\(entry.text)`", edits: [.delete(range)])
    }
    let bytes = text.bytes
    let line = text.lines.range(ofLine: text.lines.line(at: suppression.range.start))
    var start = suppression.range.start
    while start > line.start, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let range = start == line.start ? line : TextRange(start, suppression.range.end)
    return Fix("remove the suppression", edits: [.delete(range)])
  }
}
