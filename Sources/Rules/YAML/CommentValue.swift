// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// Reports a value that YAML takes for a comment.
package enum CommentValue: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF006", "comment-value", .yaml, .error, fix: .safe,
    summary: "The value of a key is a comment.",
    rationale: """
      `channel: #deployments` has no value: a `#` behind a blank starts a comment. Channels, colours and issue numbers need quotes.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: say, type: notify, slack: {channel: «#deploys», message: hi}}\n"
      ),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: notify
            type: notify
            slack:
              channel: «#deployments»
              message: Deploy complete

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: notify
            type: notify
            slack:
              channel: "#deployments"   # where everyone reads
              message: Deploy complete
            env:  # nothing yet

        """)
    ])

  /// Reports empty values that are followed by a comment without a blank behind its `#`.
  package static func check(_ file: FileContext, _ report: inout Report) {
    for document in file.documents {
      for problem in document.problems {
        guard case .emptyValue = problem.kind, let node = file.tree.node(problem.node),
          let comment = takenComment(for: node, in: file.tree)
        else { continue }
        let text = file.text[comment]
        report.add(
          comment,
          "`\(text)` is a comment, so \(problem.field.isEmpty ? "the item" : "`\(problem.field)`") has no value",
          fixes: [Fix("quote the value", edits: [TextEdit(comment, YAMLQuoting.doubleQuoted(text))])])
      }
    }
  }

  /// The comment that took a value's place: on the value's line, and written as a word (`#x`, not `# x`).
  static func takenComment(for node: YAMLNode, in tree: YAMLTree) -> TextRange? {
    guard node.range.isEmpty else { return nil }
    let line = tree.source.lines.line(at: node.range.start)
    let lineEnd = tree.source.lines.range(ofLine: line).end
    guard let comment = tree.comments(in: TextRange(node.range.start, lineEnd)).first else { return nil }
    let bytes = tree.source.bytes
    guard comment.range.count > 1, bytes[comment.range.start + 1] != 0x20, bytes[comment.range.start + 1] != 0x23,
      !bytes[node.range.start..<comment.range.start].contains(where: { $0 != 0x20 && $0 != 0x09 })
    else { return nil }
    // What closes a flow collection, or goes on with it, was swallowed as well.
    let closers: [UInt8] = [0x2C, 0x5D, 0x7D]
    let swallowed =
      node.isInFlow ? bytes[comment.range.start..<comment.range.end].firstIndex { closers.contains($0) } : nil
    var end = swallowed ?? comment.range.end
    while end > comment.range.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return TextRange(comment.range.start, end)
  }
}
