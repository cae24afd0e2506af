// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import YAMLSyntax

/// Reports aliases that stand for nothing.
package enum UndefinedAlias: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF004", "undefined-alias", .yaml, .error, fix: .never,
    summary: "An alias names no anchor before it, or stands inside its own anchor.",
    rationale: """
      An alias stands for the node that an anchor before it marks. Without one the file cannot be read; inside its own anchor it would never end.
      """,
    bad: [RuleExample("schema: wflint/v1\nname: api\nenv: «*shared»\nsteps:\n  - {id: a, type: script, run: make}\n")],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nenv: &shared {A: b}\nsteps:\n  - {id: a, type: script, run: make, env: *shared}\n"
      )
    ])

  /// Reports the problems of this kind in a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    let globs = UnquotedIndicator.unquotedGlobs(in: file)
    for problem in file.tree.problems where problem.kind == .alias && !globs.contains(problem.range) {
      report.add(problem)
    }
  }
}
