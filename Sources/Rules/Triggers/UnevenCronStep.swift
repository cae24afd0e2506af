// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports steps that do not go round evenly.
package enum UnevenCronStep: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF407", "cron-uneven-step", .triggers, .hint,
    summary: "A cron step does not divide its cycle, so the last gap of each cycle is another one.",
    rationale: """
      A step counts from the start of each hour, day or month: `*/7` minutes fires at 0, 7, …, 56 and then at 0 again, four minutes later. \
      That is not every seven minutes.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: check
        triggers: [{type: schedule, cron: "«*/7» * * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: check
        triggers: [{type: schedule, cron: "0 0 «*/2» * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: check
        triggers: [{type: schedule, cron: "*/15 */6 * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: check
        triggers: [{type: schedule, cron: "10 9-17/3 * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Cron expressions.
  package static func applies(to format: TextFormat) -> Bool { format == .cron }

  /// Reports each uneven step.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let cron = CronText(context.tree.node(text.node)), cron.result.expression != nil else { return }
    for uneven in cron.result.unevenSteps {
      let unit = unit(of: uneven.field)
      let place = cron.place(uneven.range)
      let item = context.tree.source[place]
      let where31 = uneven.field == .dayOfMonth ? " in a month of 31 days" : ""
      let even = uneven.evenSteps.map { "`*/\($0)`" }.joined(separator: " and ")
      report.add(
        place,
        "`\(item)` is not every \(uneven.step) \(unit)s: from \(uneven.last) to the next \(uneven.first) it is \(uneven.lastGap) \(unit)\(uneven.lastGap == 1 ? "" : "s")\(where31)",
        help: even.isEmpty ? nil : "\(even) go\(uneven.evenSteps.count == 1 ? "es" : "") round evenly.")
    }
  }

  private static func unit(of field: CronField) -> String {
    switch field {
    case .minute: "minute"
    case .hour: "hour"
    case .dayOfMonth, .dayOfWeek: "day"
    case .month: "month"
    }
  }
}
