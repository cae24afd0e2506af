// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports cron expressions that cannot be read, or that are written for another scheduler.
package enum CronSyntax: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF401", "cron-syntax", .triggers, .error, fix: .safe,
    summary: "A cron expression cannot be read.",
    rationale: """
      A schedule has five fields, as POSIX and Vixie's cron have them, or is a nickname such as `@daily`. Quartz's `?`, `L`, `W` and `#`, \
      fields for seconds and years, and `@reboot` are known, but name times that five fields cannot name.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 10 «?» * MON", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers:
          - type: schedule
            cron: «@dayly»
            timezone: UTC
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: '«61» 3 * * *', timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "«0» 0 12 * * ?", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 3 * * «monday»", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 10 * * mon", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "@daily", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Cron expressions.
  package static func applies(to format: TextFormat) -> Bool { format == .cron }

  /// Reports each mistake in its field; what mends them mends all of them at once.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let cron = CronText(context.tree.node(text.node)), !cron.result.problems.isEmpty else { return }
    var fixes: [Fix] = []
    var help: String?
    if let replacement = cron.result.replacement {
      fixes = [
        Fix(
          "replace with `\(replacement.text)`", replacement.isSafe ? .safe : .unsafe,
          edits: YAMLEdits.replaceValue(of: cron.node, with: replacement.text))
      ]
      help = CronExpression.parse(replacement.text).expression.map { "`\(replacement.text)` fires \($0.describe())" }
    }
    // Another scheduler's form has its `?` as well: one mistake, told where the form shows.
    let foreign: Set<CronProblem.Kind> = [.secondsField, .yearField, .lastDay, .nearestWeekday, .nthWeekday, .wrapper]
    let isForeign = cron.result.problems.contains { foreign.contains($0.kind) }
    for problem in cron.result.problems where !(isForeign && problem.kind == .questionMark) {
      report.add(
        cron.place(problem.range), problem.message, help: help, fixes: fixes,
        severity: problem.isAccepted ? .warning : nil)
    }
  }
}
