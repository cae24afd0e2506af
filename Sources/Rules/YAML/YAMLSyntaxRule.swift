// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// Reports what libyaml refuses, and what is beyond the limits of the analysis.
package enum YAMLSyntaxRule: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF001", "yaml-syntax", .yaml, .error, fix: .unsafe,
    summary: "The file is not well-formed YAML.",
    rationale: """
      A YAML reader stops at the first mistake and runs nothing of the file. wflint repairs the text in memory and reads on, \
      so that everything else is still checked; the fix shows the repair that let it do so.
      """,
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - «{»id: a, type: script, run: make\n"),
      RuleExample("schema: wflint/v1\nname: «\"api»\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: notify
            slack:
              channel: "#web"
              message: «"done»
          - id: b
            type: notify
            slack: {channel: "#web", message: done}

        """),
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports the syntax problems of a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    let known = knownKeys(file)
    for var problem in file.tree.problems where problem.kind == .syntax || problem.kind == .limit {
      // The first word is a key that the mapping takes and has not yet: nothing else can be meant.
      if let key = problem.repairedKey, known.contains(key) { problem.repairIsSafe = true }
      report.add(problem)
    }
    for range in swallowedLines(in: file) {
      report.add(
        range, "this quote is not closed on its line: it ends at the next quote, lines below, where a comment begins",
        help: "Close it where the text ends.")
    }
  }

  /// The places of the keys that repairs completed and that their mappings take.
  private static func knownKeys(_ file: FileContext) -> Set<TextRange> {
    var result: Set<TextRange> = []
    for problem in file.documents.flatMap(\.problems) {
      if case .repairedKey = problem.kind { result.insert(problem.range) }
    }
    return result
  }

  /// The first lines of quoted texts that reach over lines up to a quote with a `#` right behind it.
  ///
  /// The text between was meant as entries, and the quote that closes it was meant to open another one. libyaml reads
  /// this; a `#` without a blank before it is no comment by YAML's own grammar.
  private static func swallowedLines(in file: FileContext) -> [TextRange] {
    let bytes = file.text.bytes
    return file.tree.comments.compactMap { comment in
      let start = comment.range.start
      guard start > 0, bytes[start - 1] == 0x22 || bytes[start - 1] == 0x27,
        let node = file.tree.node(at: start - 1), node.kind == .scalar, node.range.end == start
      else { return nil }
      let line = file.text.lines.line(at: node.range.start)
      guard line < file.text.lines.line(at: start) else { return nil }
      let content = file.text.lines.contentRange(ofLine: line, in: bytes)
      return TextRange(node.range.start, max(node.range.start, content.end))
    }
  }
}

extension Report {
  /// Adds a problem of the file's syntax with its repair as the fix.
  mutating func add(_ problem: SyntaxProblem, severity: Severity? = nil) {
    let related = problem.related.map { [RelatedPlace(range: $0, message: problem.relatedMessage ?? "see here")] }
    let fix = Fix(
      problem.repairTitle ?? "repair the text", problem.repairIsSafe ? .safe : .unsafe, edits: problem.repair)
    add(
      problem.range, problem.message, related: related ?? [], fixes: problem.repair.isEmpty ? [] : [fix],
      severity: severity)
  }
}
