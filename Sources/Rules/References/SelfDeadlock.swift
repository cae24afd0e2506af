// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports calls that wait for their own caller.
package enum SelfDeadlock: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF213", "self-deadlock", .references, .error,
    summary: "A workflow calls one that queues behind the caller's own run.",
    rationale: """
      The called workflow waits until no run of its concurrency group is running; the caller, of the same group, waits for the \
      called one. Neither ever ends. Give the called workflow a group of its own.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\ndeployment: api\nsteps:\n  - {id: a, type: call, workflow: «migrate»}\n",
        others: [
          (
            "b.wf.yaml",
            "schema: wflint/v1\nname: migrate\ndeployment: api\nconcurrency: {policy: queue}\nsteps:\n  - {id: a, type: script, run: make}\n"
          )
        ])
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\ndeployment: api\nsteps:\n  - {id: a, type: call, workflow: migrate}\n",
        others: [
          (
            "b.wf.yaml",
            "schema: wflint/v1\nname: migrate\ndeployment: database\nconcurrency: {policy: queue}\nsteps:\n  - {id: a, type: script, run: make}\n"
          )
        ])
    ])

  /// Reports each call into the caller's own group.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let workspace = context.workspace else { return }
    let workflow = context.workflow
    guard let group = workflow.concurrencyGroup?.value ?? workflow.deployment?.value ?? workflow.name?.value else {
      return
    }
    for index in workflow.steps.indices {
      guard case .call(let call) = workflow.steps[index].action, let name = call.workflow,
        name.value != workflow.name?.value,
        let callee = workspace.workflows(named: name.value).first,
        callee.concurrencyPolicy == .queue, callee.concurrencyGroup == group
      else { continue }
      let place =
        callee.path == context.path
        ? RelatedPlace(range: callee.nameRange, message: "`\(callee.name)` queues in the group `\(group)`")
        : RelatedPlace(
          path: callee.path, range: callee.nameRange, message: "`\(callee.name)` queues in the group `\(group)`",
          start: callee.nameStart)
      report.add(
        name.range,
        "`\(name.value)` waits for the end of this run, which waits for it: both are of the group `\(group)`",
        related: [place])
    }
  }
}
