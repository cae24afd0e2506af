// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Schedule
import SourceText
import WorkflowModel

/// Reports retries that can never be made.
package enum RetriesExceedTimeout: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF714", "retries-exceed-timeout", .delivery, .warning,
    summary: "A step's attempts and the pauses between them do not fit its timeout.",
    rationale: """
      The timeout limits all tries of a step together. When the pauses alone are longer, the last tries are never made. Give the \
      step more time, or fewer or quicker tries.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, timeout: 5m, retry: {attempts: «4», delay: 2m}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: http
            url: https://api.example.com/health
            timeout: 10m
            retry: {attempts: «8», delay: 10s, backoff: exponential}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, timeout: 5m, expect_duration: 2m, retry: {attempts: «3», delay: 1s}}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: make, timeout: 10m, retry: {attempts: 4, delay: 2m}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: http
            url: https://api.example.com/health
            timeout: 10m
            retry: {attempts: 8, delay: 10s, backoff: exponential, max_delay: 30s}

        """),
    ])

  /// Reports the number of attempts that do not fit.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let steps = context.workflow.steps
    for index in steps.indices where steps[index].retry != nil { check(steps[index], context, &report) }
  }

  private static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report) {
    guard let retry = step.retry, let attempts = retry.attempts, attempts.value > 1, attempts.value <= 1000,
      let timeout = step.timeout, timeout.value > 0
    else { return }
    let work = max(0, step.expectedDuration?.value ?? 0)
    var time: Milliseconds = 0
    var delay = max(0, retry.delay?.value ?? 0)
    let longest = retry.maximumDelay.map { max(0, $0.value) } ?? .max
    for attempt in 1..<attempts.value {
      time = time.addingClamped(work).addingClamped(min(delay, longest))
      // The next try would start at its end, or the last one not come to its own.
      let isLast = attempt == attempts.value - 1
      if time >= timeout.value || isLast && time.addingClamped(work) > timeout.value {
        let fitting = time >= timeout.value ? attempt : attempt + 1
        let what = work > 0 ? "attempts of \(DurationFormat.compact(work)) and the pauses" : "pauses"
        let limit = DurationFormat.compact(timeout.value)
        return report.add(
          attempts.range,
          time >= timeout.value
            ? "only \(fitting) of \(attempts.value) attempts are made: with the \(what) between them the timeout of \(limit) is over"
            : "the last of \(attempts.value) attempts does not end: with the \(what) the timeout of \(limit) is over before",
          help: "Give the step more time, or fewer or quicker tries.",
          related: [RelatedPlace(range: timeout.range, message: "the timeout of all attempts together")])
      }
      if retry.backoff?.value == .exponential, delay < longest { delay = delay.multipliedClamped(by: 2) }
    }
  }
}
