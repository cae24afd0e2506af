// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Schedule
import SourceText
import WorkflowModel

/// Reports runs that may be cut off while their steps are still in time.
package enum TimeoutsExceedRun: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF707", "timeouts-exceed-run", .delivery, .warning,
    summary: "The timeouts along the longest path add up to more than the workflow's.",
    rationale: """
      The run is ended though each of its steps keeps its own limit, perhaps in the midst of a change. Give the workflow the \
      time that its steps may take, or the steps less.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: «1h»
        steps:
          - {id: build, type: script, run: make, timeout: 40m}
          - {id: test, type: script, run: make test, timeout: 30m}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: «1h»
        steps:
          - id: each
            type: loop
            over: "['eu', 'us', 'ap']"
            steps:
              - {id: a, type: script, run: make, timeout: 10m}
              - {id: settle, type: wait, duration: 15m}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 1h
        steps:
          - {id: build, type: script, run: make, timeout: 40m, needs: []}
          - {id: test, type: script, run: make test, timeout: 30m, needs: []}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        timeout: 70m
        steps:
          - {id: build, type: script, run: make, timeout: 40m}
          - {id: test, type: script, run: make test, timeout: 30m}

        """),
    ])

  /// Reports the workflow's timeout.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let timeout = context.workflow.timeout, context.graph.cycles.isEmpty else { return }
    let path = LongestPath(context)
    guard path.total > timeout.value, !path.steps.isEmpty else { return }
    let steps = context.workflow.steps
    let names = path.steps.prefix(6).map { "`\(steps[$0].displayName)`" }.joined(separator: " → ")
    let more = path.steps.count > 6 ? " → …" : ""
    report.add(
      timeout.range,
      "\(names)\(more) may take \(DurationFormat.compact(path.total)), and the run ends after \(DurationFormat.compact(timeout.value))",
      help: "Give the workflow at least \(DurationFormat.compact(path.total)), or the steps less.",
      related: path.steps.prefix(6).map { index in
        RelatedPlace(range: steps[index].limitRange, message: "what `\(steps[index].displayName)` may take")
      })
  }
}

extension Step {
  /// The text that says how long it may take.
  fileprivate var limitRange: TextRange {
    if let timeout { return timeout.range }
    switch action {
    case .wait(let duration?), .suspend(let duration?): return duration.range
    default: return id?.range ?? range
    }
  }
}
