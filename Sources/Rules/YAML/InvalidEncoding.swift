// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import YAMLSyntax

/// Reports bytes that are no text.
package enum InvalidEncoding: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF002", "invalid-encoding", .yaml, .error, fix: .unsafe,
    summary: "The file is not UTF-8 or UTF-16, or holds control characters.",
    rationale: """
      YAML readers refuse such a file as a whole. Save it as UTF-8 and remove the character.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\ndescription: a«\u{1}»b\nsteps:\n  - {id: a, type: script, run: make}\n")
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\ndescription: é😀\nsteps:\n  - {id: a, type: script, run: make}\n")]
  )

  /// Reports the problems of this kind in a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    for problem in file.inputProblems { report.add(problem) }
    for problem in file.tree.problems where problem.kind == .encoding { report.add(problem) }
  }
}
