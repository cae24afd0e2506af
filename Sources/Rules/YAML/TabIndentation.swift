// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import YAMLSyntax

/// Reports tabs where blanks must indent.
package enum TabIndentation: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF005", "tab-indentation", .yaml, .error, fix: .safe,
    summary: "A tab indents a line.",
    rationale: """
      YAML allows blanks only for indentation; editors show tabs as any number of columns.
      """,
    bad: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n«\t»- {id: a, type: script, run: make}\n")],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports the problems of this kind in a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    for problem in file.tree.problems where problem.kind == .tab { report.add(problem) }
  }
}
