// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import YAMLSyntax

/// Reports anchors that no alias uses.
package enum UnusedAnchor: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF011", "unused-anchor", .yaml, .hint, fix: .safe,
    summary: "No alias uses an anchor.",
    rationale:
      "An anchor marks a node that is used again. One that is not used says that something is missing, or left over.",
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nenv: «&shared» {A: b}\nsteps:\n  - {id: a, type: script, run: make}\n")
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nenv: &shared {A: b}\nsteps:\n  - {id: a, type: script, run: make, env: *shared}\n"
      )
    ])

  /// Reports the unused anchors of a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    let bytes = file.text.bytes
    for anchor in file.tree.anchors where !anchor.isUsed {
      var end = anchor.range.end
      while end < bytes.count, bytes[end] == 0x20 { end += 1 }
      report.add(
        anchor.range, "no alias uses the anchor `\(anchor.name)`",
        fixes: [Fix("remove the anchor", edits: [.delete(TextRange(anchor.range.start, end))])], tags: [.unnecessary])
    }
  }
}
