// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports schedules in which either of two days is enough.
package enum CronDayOrDay: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF408", "cron-day-or-day", .triggers, .warning,
    summary: "A schedule restricts both the day of the month and the day of the week.",
    rationale: """
      Cron fires when either of the two fits, not when both do: `0 9 13 * 5` is every Friday and every 13th. Restrict one of them, and \
      let a step's `if` or a script check the other.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 9 13 * «5»", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 9 1-7 * «MON»", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 9 * * 5", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 9 */2 * 5", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Cron expressions.
  package static func applies(to format: TextFormat) -> Bool { format == .cron }

  /// Reports the day of the week of two restricted day fields.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let cron = CronText(context.tree.node(text.node)), let expression = cron.result.expression,
      expression.daysAreAlternatives
    else { return }
    report.add(
      cron.place(of: .dayOfWeek),
      "either day is enough: this fires \(expression.describe())",
      help: "Leave one of the two day fields `*`.",
      related: [RelatedPlace(range: cron.place(of: .dayOfMonth), message: "the day of the month")])
  }
}
