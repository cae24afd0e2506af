// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import WorkflowModel
import YAMLSyntax

/// Reports the second of two equal keys of a mapping.
package enum DuplicateKey: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF003", "duplicate-key", .yaml, .error, fix: .never,
    summary: "A mapping has a key twice.",
    rationale: """
      Readers disagree on which of the two values counts; most take the last one silently.
      """,
    bad: [RuleExample("schema: wflint/v1\nname: api\n«name»: web\nsteps:\n  - {id: a, type: script, run: make}\n")],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])

  /// Reports the problems of this kind in a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    // Where the product is known to take the last one, the file works all the same.
    let isLenient = !file.documents.isEmpty && file.documents.allSatisfy { $0.schema.takesLastOfDuplicateKeys }
    for problem in file.tree.problems where problem.kind == .duplicateKey {
      report.add(problem, severity: isLenient ? .warning : nil)
    }
  }
}
