// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Schedule
import SourceText
package import WorkflowModel

/// Reports approvals that the run's own end overtakes.
package enum TimeoutExceedsRun: StepRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF512", "timeout-exceeds-run", .approvals, .warning,
    summary: "The run may end before the time to approve is up.",
    rationale: """
      When the workflow's `timeout` is over first, the run fails, and what `on_timeout` says never happens. \
      Give the workflow more time than the approval and what comes before it.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 1h
        steps:
          - {id: build, type: script, run: make}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: «1h»}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 1h
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: «40m», on_timeout: escalate, escalate_to: ["role:owner"]}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 2h
        steps:
          - {id: build, type: script, run: make}
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 1h
        steps:
          - {id: gate, type: approval, approvers: ["team:platform"], timeout: 1h}

        """),
    ])

  /// Reports the approval's timeout, unless the timeouts of the whole path are reported.
  package static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard case .approval(let action) = step.action else { return }
    guard let timeout = step.timeout, let run = context.workflow.timeout else { return }
    let (doubled, overflow) = timeout.value.multipliedReportingOverflow(by: action.escalates ? 2 : 1)
    let window = overflow ? Milliseconds.max : doubled
    let startsLater = context.workflow.owner(of: step.index) != nil || !step.dependencies.isEmpty
    guard window > run.value || window == run.value && startsLater else { return }
    if context.graph.cycles.isEmpty, LongestPath(context).total > run.value { return }
    let twice = action.escalates ? ", and as long again when it escalates," : ""
    report.add(
      timeout.range,
      "people have \(DurationFormat.compact(timeout.value)) to answer\(twice) and the run ends after \(DurationFormat.compact(run.value))",
      help: "Give the workflow more time, or people less.",
      related: [RelatedPlace(range: run.range, message: "the workflow's timeout")])
  }
}
