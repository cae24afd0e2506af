// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports schedules whose day no calendar has.
package enum CronNeverFires: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF402", "cron-never-fires", .triggers, .error,
    summary: "No day of the calendar fits a schedule.",
    rationale: "The workflow never starts: none of the months has that day.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 0 «31 2» *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 0 «31 APR,JUN» *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 0 29 2 *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: report
        triggers: [{type: schedule, cron: "0 0 31 2,3 *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Cron expressions.
  package static func applies(to format: TextFormat) -> Bool { format == .cron }

  /// Reports the day of the month with the months.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let cron = CronText(context.tree.node(text.node)), let expression = cron.result.expression,
      expression.neverFires
    else { return }
    report.add(
      cron.place(of: .dayOfMonth).union(cron.place(of: .month)), "the schedule fires \(expression.describe())",
      help: "Months have 28 to 31 days; choose a day that one of these months has.")
  }
}
