// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports workflow names that are none.
package enum InvalidName: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF113", "invalid-name", .structure, .error, fix: .safe,
    summary: "A workflow's name holds characters that names cannot hold.",
    rationale:
      "Names stand in URLs, commands and other workflows: small letters, digits and dashes, at most 63 of them.",
    bad: [RuleExample("schema: wflint/v1\nname: «Production Deploy»\nsteps:\n  - {id: a, type: script, run: make}\n")],
    good: [RuleExample("schema: wflint/v1\nname: production-deploy\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Workflow names.
  package static func applies(to format: TextFormat) -> Bool { if case .workflowName = format { true } else { false } }

  /// Reports a name that is none.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node) else { return }
    let name = node.text
    if name.utf8.count <= 63, let first = name.utf8.first, first != 0x2D, name.utf8.allSatisfy(isAllowed) { return }
    let slug = slug(name)
    let reason = name.utf8.count > 63 && name.utf8.allSatisfy(isAllowed) ? "is longer than 63 characters" : "is no name"
    report.add(
      node.contentRange,
      "`\(name)` \(reason): expected small letters, digits and dashes, starting with a letter or digit",
      fixes: slug.isEmpty ? [] : [Fix("rename to `\(slug)`", edits: [TextEdit(node.range, slug)])])
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
  }

  private static func slug(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      let small = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
      if isAllowed(small), small != 0x2D {
        result.append(small)
      } else if !result.isEmpty, result.last != 0x2D {
        result.append(0x2D)
      }
    }
    result = Array(result.prefix(63))
    while result.last == 0x2D { result.removeLast() }
    let name = String(decoding: result, as: UTF8.self)
    return result.allSatisfy { (0x30...0x39).contains($0) } && !result.isEmpty ? "workflow-\(name)" : name
  }
}
