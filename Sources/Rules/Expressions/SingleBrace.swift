// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports references in single braces.
package enum SingleBrace: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF311", "single-brace", .expressions, .warning, fix: .safe,
    summary: "`${x}` stands where `${{ x }}` was meant.",
    rationale: """
      Only `${{ }}` is replaced. `${steps.x}` stays as it is, and people read it as text.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: notify, slack: {channel: "#ops", message: "status «${steps.a.status}»"}}

        """)
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make}
          - {id: b, type: notify, slack: {channel: "#ops", message: "status ${{ steps.a.status }}, home ${HOME}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${inputs.x} ${env[0]}"}

        """),
    ])

  private static let roots: Set<String> = [
    "inputs", "env", "secrets", "trigger", "workflow", "run", "steps", "incident", "body", "upstream",
  ]

  /// Texts that are meant for `${{ }}`, but for scripts, where `${x}` is the shell's.
  package static func applies(to format: TextFormat) -> Bool {
    switch format {
    case .template, .url, .plain, .operation: true
    default: false
    }
  }

  /// Reports each `${root.…}` of a text.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node), node.withTextBytes({ $0.count > 4 && $0.contains(0x24) }) else {
      return
    }
    let bytes = node.textBytes
    var index = bytes.startIndex
    while let dollar = bytes[index...].firstIndex(of: 0x24) {
      index = dollar + 1
      guard index < bytes.endIndex, bytes[index] == 0x7B, index + 1 < bytes.endIndex, bytes[index + 1] != 0x7B,
        let end = bytes[index...].firstIndex(of: 0x7D)
      else { continue }
      let inner = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      index = end
      let parsed = ParsedExpression(parsing: inner)
      guard parsed.isComplete, let root = parsed.root, let path = parsed.path(of: root), path.count > 1,
        roots.contains(path[0].name)
      else { continue }
      let decoded = TextRange(dollar - bytes.startIndex, end + 1 - bytes.startIndex)
      let range = node.sourceRange(ofDecoded: decoded)
      let replacement = "${{ \(inner) }}"
      let isPlainFlow = node.style == .plain && node.parent?.style == .flow
      report.add(
        range, "`${\(inner)}` is not replaced: write `\(replacement)`",
        fixes: range.count == decoded.count && !isPlainFlow
          ? [Fix("write `\(replacement)`", edits: [TextEdit(range, replacement)])] : [])
    }
  }
}
