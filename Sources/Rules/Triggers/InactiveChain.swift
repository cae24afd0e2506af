// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel

/// Reports chains behind a workflow that does not run, or does not end so.
package enum InactiveChain: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF414", "inactive-chain", .triggers, .warning,
    summary: "A workflow is chained to one that does not run on its triggers, or never ends with the status.",
    rationale: """
      A draft never runs and a paused workflow runs by hand only, so what waits for its end never starts. A workflow all of whose \
      failures count as handled never ends as failed.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: announce
        status: active
        triggers: [{type: workflow, workflow: «deploy»}]
        steps:
          - {id: a, type: script, run: make}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            status: draft
            steps:
              - {id: a, type: script, run: make}

            """
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: alarm
        status: active
        triggers: [{type: workflow, workflow: deploy, status: [cancelled, «failed»]}]
        steps:
          - {id: a, type: script, run: make}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            status: active
            on_failure: continue
            triggers: [{type: manual}]
            steps:
              - {id: a, type: script, run: make}

            """
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: announce
        status: active
        triggers: [{type: workflow, workflow: deploy, status: [success, failed]}]
        steps:
          - {id: a, type: script, run: make}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            status: active
            triggers: [{type: manual}]
            steps:
              - {id: a, type: script, run: make}

            """
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: announce
        status: draft
        triggers: [{type: workflow, workflow: deploy}]
        steps:
          - {id: a, type: script, run: make}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            status: draft
            steps:
              - {id: a, type: script, run: make}

            """
          )
        ]),
    ])

  /// Reports the name of a workflow that does not run, else the statuses that it never ends in.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    // What does not run itself waits for nothing.
    let own = context.workflow.status?.value
    guard let workspace = context.workspace, own == nil || own == .active else { return }
    for trigger in context.workflow.triggers {
      guard case .workflow(let chain) = trigger.kind, let name = chain.workflow,
        name.value != context.workflow.name?.value
      else { continue }
      let named = workspace.workflows(named: name.value)
      guard let upstream = named.first, named.count == 1 else { continue }
      let place = RelatedPlace(
        path: upstream.path == context.path ? nil : upstream.path, range: upstream.nameRange,
        message: "`\(upstream.name)` stands here", start: upstream.path == context.path ? nil : upstream.nameStart)
      switch upstream.status {
      case .draft:
        // Two workflows of which neither says a status are two drafts, of which nobody expects anything yet.
        guard own == .active || upstream.isStatusGiven else { continue }
        report.add(
          name.range, "`\(upstream.name)` is a draft and never runs, so its end starts nothing",
          help: "Set its `status: active`.", related: [place])
      case .paused:
        report.add(
          name.range, "`\(upstream.name)` is paused and runs by hand only, so as a rule its end starts nothing",
          help: "Set its `status: active`.", related: [place])
      case .active:
        for status in chain.statuses where status.value == "failed" && !upstream.canFail {
          report.add(
            status.range, "`\(upstream.name)` never ends as failed: all of its failures count as handled",
            help: "Its steps say `on_failure: continue`.", related: [place])
        }
      }
    }
  }
}
