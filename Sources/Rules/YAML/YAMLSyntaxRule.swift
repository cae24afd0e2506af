// SPDX-License-Identifier: Apache-2.0
import Diagnostics
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
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports the syntax problems of a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    for problem in file.tree.problems where problem.kind == .syntax || problem.kind == .limit {
      report.add(problem)
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
