// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// Reports `*.wf.yaml` files that do not say what they are.
package enum MissingSchema: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF109", "missing-schema", .structure, .warning, fix: .safe,
    summary: "A workflow file does not say `schema: wflint/v1`.",
    rationale: "The key tells tools which format and version the file is written in; the file's name only hints at it.",
    bad: [RuleExample("«name: api»\nsteps:\n  - {id: a, type: script, run: make}\n")],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports a file that is native by its name and holds nothing; the analysis knows of it, as there is no document.
  package static func report(emptyFile text: SourceText, _ report: inout Report) {
    report.add(
      TextRange(at: 0), "the file holds no workflow: expected `schema: wflint/v1` and what the workflow says",
      help: "`wflint init` writes one to start from.")
  }

  /// Reports a document that is native by its file's name only.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard context.isHintedOnly, context.root.mergedEntry("schema") == nil else { return }
    let isBlock = context.root.kind == .mapping && context.root.style == .block
    let edit = TextEdit.insert("schema: wflint/v1\(context.tree.source.lineBreak)", at: context.root.range.start)
    report.add(
      context.root.firstLine, "the file does not say `schema: wflint/v1`",
      fixes: isBlock ? [Fix("add `schema: wflint/v1`", edits: [edit])] : [])
  }
}
