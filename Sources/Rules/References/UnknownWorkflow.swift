// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel

/// Reports names of workflows that the workspace does not have.
package enum UnknownWorkflow: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF210", "unknown-workflow", .references, .error, fix: .safe,
    summary: "A call or a workflow trigger names a workflow that does not exist.",
    rationale: "The call fails when it is reached; a chained workflow never starts.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: call, workflow: «clean-pu»}\n",
        others: [("b.wf.yaml", "schema: wflint/v1\nname: clean-up\nsteps:\n  - {id: a, type: script, run: make}\n")])
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: call, workflow: clean-up}\n",
        others: [("b.wf.yaml", "schema: wflint/v1\nname: clean-up\nsteps:\n  - {id: a, type: script, run: make}\n")])
    ])

  /// Reports each name without a workflow.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let workspace = context.workspace else { return }
    var names: [Located<String>] = []
    for trigger in context.workflow.triggers {
      if case .workflow(let chain) = trigger.kind, let name = chain.workflow { names.append(name) }
    }
    for index in context.workflow.steps.indices {
      if case .call(let call) = context.workflow.steps[index].action, let name = call.workflow { names.append(name) }
    }
    for name in names where workspace.workflows(named: name.value).isEmpty && !name.value.containsBytes(of: "${{") {
      let near = NearestName.of(name.value, among: workspace.names.filter { $0 != context.workflow.name?.value })
      let hint = near.map { "; did you mean `\($0)`?" } ?? ""
      report.add(
        name.range, "no workflow of the workspace is called `\(name.value)`\(hint)",
        fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(name.range, $0)])] } ?? [])
    }
  }
}
