// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports keys that a mapping does not take.
package enum UnknownKey: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF101", "unknown-key", .structure, .error, fix: .safe,
    summary: "A mapping has a key that it does not take.",
    rationale: "The key has no effect, as a rule because it is misspelt or stands one level too high or too low.",
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, «need»: []}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\n«step»:\n  - {id: a, type: script, run: make}\nsteps: [{id: b, type: script, run: make}]\n"
      ),
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, «type script»}\n"),
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make, needs: []}\n")])

  /// Reports an unknown key.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard let key = context.tree.node(problem.node) else { return }
    if case .missingColon(let name) = problem.kind {
      let place = key.range.start + name.utf8.count
      return report.add(
        key.range, "the key `\(name)` has no colon",
        fixes: [Fix("insert `:`", edits: [.insert(":", at: place)])])
    }
    guard case .unknownKey(let allowed, let title) = problem.kind else { return }
    let name = key.text
    let present = Set(key.parent?.mergedEntries.map(\.key.text) ?? [])
    let candidates = allowed.filter { !present.contains($0) }
    if let near = NearestName.of(name, among: candidates) {
      return report.add(
        key.range, "\(title) takes no key `\(name)`; did you mean `\(near)`?",
        fixes: [Fix("replace with `\(near)`", edits: [TextEdit(key.range, near)])])
    }
    let list = candidates.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    report.add(
      key.range, "\(title) takes no key `\(name)`",
      help: candidates.isEmpty ? nil : "It takes \(list)\(candidates.count > 12 ? ", …" : ".")")
  }
}
