// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText

/// Reports keys that exclude each other.
package enum ConflictingKeys: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF108", "conflicting-keys", .structure, .error,
    summary: "A mapping has keys that exclude each other.",
    rationale: "Only one of them can count, and nothing says which.",
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, «file»: build.sh}\n")
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, file: build.sh}\n")])

  /// Reports the later of two keys.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard case .conflictingKeys(let names, let others) = problem.kind else { return }
    let list = names.map { "`\($0)`" }.joined(separator: " and ")
    report.add(
      problem.range, "\(list) exclude each other: keep one of them",
      related: others.map { RelatedPlace(range: $0, message: "the other key") })
  }
}
