// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports two workflows of one name.
package enum DuplicateWorkflowName: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF112", "duplicate-workflow-name", .structure, .error,
    summary: "Two workflows of the workspace have one name.",
    rationale: "Calls and chains name workflows; with two of one name nobody knows which one runs.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: «api»\nsteps:\n  - {id: a, type: script, run: make}\n",
        others: [("a.wf.yaml", "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n")])
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: script, run: make}\n",
        others: [("a.wf.yaml", "schema: wflint/v1\nname: web\nsteps:\n  - {id: a, type: script, run: make}\n")])
    ])

  /// Reports a name that an earlier file, or an earlier document of this one, has already.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let name = context.workflow.name, let workspace = context.workspace else { return }
    let same = workspace.workflows(named: name.value).filter(\.isGiven)
    guard let first = same.first, first.path != context.path || first.nameRange != name.range,
      same.contains(where: { $0.path == context.path && $0.nameRange == name.range })
    else { return }
    let other =
      first.path == context.path
      ? RelatedPlace(range: first.nameRange, message: "the first workflow of this name")
      : RelatedPlace(
        path: first.path, range: first.nameRange, message: "the first workflow of this name", start: first.nameStart)
    report.add(name.range, "another workflow is called `\(name.value)` too, in \(first.path)", related: [other])
  }
}
