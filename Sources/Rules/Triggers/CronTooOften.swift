// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports schedules that start runs more often than deployments can be told apart.
package enum CronTooOften: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF403", "cron-too-often", .triggers, .warning,
    summary: "A schedule starts runs less than five minutes apart.",
    rationale: """
      Runs of a deployment workflow pile up, refuse or cancel each other when they come so often; as a rule `* 3 * * *` was \
      written for `0 3 * * *`.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "«*» 3 * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "«0,58» * * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "*/5 * * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0,58 9 * * *", timezone: UTC}, {type: schedule, cron: "*/7 * * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Cron expressions.
  package static func applies(to format: TextFormat) -> Bool { format == .cron }

  /// Reports the minutes, which alone can be so near to each other.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let cron = CronText(context.tree.node(text.node)), let expression = cron.result.expression,
      let gap = expression.shortestGap, gap < 300
    else { return }
    // `*/7` is meant to keep five minutes, and has a finding of its own (WF407).
    if cron.result.unevenSteps.contains(where: { $0.field == .minute && $0.step >= 5 }) { return }
    let span = DurationFormat.words(Int64(gap) * 1_000)
    report.add(
      cron.place(of: .minute), "runs start \(span) apart: \(expression.describe()); expected 5 minutes or more",
      help: "A single number, such as `0`, fires once in each of the hours.")
  }
}
