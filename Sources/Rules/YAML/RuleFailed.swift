// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Reports a rule of ours that went wrong on a file; the analysis tells it which.
package enum RuleFailed: Rule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF012", "rule-failed", .yaml, .warning,
    summary: "A rule of wflint went wrong on this file.",
    rationale: """
      A rule reported a place outside the file, or a fix whose edits overlap: what it said is dropped, all other findings stand. \
      Or the rules took longer than a language server waits for them. It is a mistake of wflint, not of the file: please report it.
      """,
    bad: [], good: [])

  /// Reports that the rules took too long.
  package static func report(stopped report: inout Report) {
    report.add(
      TextRange(at: 0),
      "the rules took too long on this file and were stopped: findings may be missing, please report it")
  }

  /// Reports one rule.
  package static func report(_ code: String, _ report: inout Report) {
    report.add(
      TextRange(at: 0), "the rule \(code) went wrong on this file; its finding is dropped, please report it")
  }
}
