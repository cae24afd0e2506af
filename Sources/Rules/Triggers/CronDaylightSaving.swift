// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Schedule
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports schedules that a change of the clocks skips or doubles.
package enum CronDaylightSaving: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF406", "cron-daylight-saving", .triggers, .warning,
    summary: "A change of the clocks skips a schedule, or runs it twice.",
    rationale: """
      In spring the clocks jump over an hour, in which nothing is started; in autumn they show an hour twice. A backup at 02:30 is missing \
      once a year, and a payment goes out twice. Choose another hour, or the zone UTC.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "30 «2» * * *", timezone: Europe/Berlin}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 «*/2» * * *", timezone: Europe/Berlin}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "30 «1» * * *", timezone: America/New_York}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers:
          - {type: schedule, cron: "30 3 * * *", timezone: Europe/Berlin}
          - {type: schedule, cron: "30 2 * * *", timezone: UTC}
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers:
          - {type: schedule, cron: "*/15 * * * *", timezone: Europe/Berlin}
          - {type: schedule, cron: "0 0-6 * * *", timezone: Europe/Berlin}
          - {type: schedule, cron: "30 2 * * 1-5", timezone: Europe/Berlin}
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Two years, in which every yearly change comes.
  private static let outlook: Int64 = 731 * 86_400_000

  /// Reports each schedule with the next dates on which it is skipped or doubled.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for schedule in context.schedules {
      let effects = schedule.expression.daylightSavingEffects(
        in: schedule.zone, from: context.moment, until: context.moment.adding(milliseconds: outlook), limit: 16
      ).filter { isFelt($0, schedule.expression) }
      var parts: [String] = []
      for kind in [DaylightSavingEffect.Kind.skipped, .runTwice] {
        guard let effect = effects.first(where: { $0.kind == kind }) else { continue }
        let more = effect.count > 1 ? " and \(effect.count - 1) more" : ""
        let verb =
          kind == .skipped
          ? (effect.count > 1 ? "are skipped" : "is skipped") : "run\(effect.count > 1 ? "" : "s") twice"
        parts.append("\(effect.local.clock)\(more) \(verb) on \(effect.local.date)")
      }
      guard let first = effects.first else { continue }
      let hours = first.transition.localRange
      let from = CivilDateTime(localSeconds: hours.lowerBound).clock
      let until = CivilDateTime(localSeconds: hours.upperBound).clock
      report.add(
        schedule.text.place(of: .hour),
        "when the clocks of \(schedule.zone.name) change, \(parts.joined(separator: ", and "))",
        help: "Choose a time outside of \(from) to \(until), or `timezone: UTC`, which knows no change.")
    }
  }

  /// Whether anybody notices: not where the schedule goes on alike before and behind the hour that is lost or doubled,
  /// since then its runs keep their distance in real time.
  private static func isFelt(_ effect: DaylightSavingEffect, _ expression: CronExpression) -> Bool {
    let range = effect.transition.localRange
    let length = range.upperBound - range.lowerBound
    guard length <= 3 * 3_600 else { return true }
    let own = minutes(range, expression)
    return own != minutes(range.lowerBound - length..<range.lowerBound, expression)
      || own != minutes(range.upperBound..<range.upperBound + length, expression)
  }

  /// The minutes, counted from the range's start, in which the schedule fires.
  private static func minutes(_ range: Range<Int64>, _ expression: CronExpression) -> [Int64] {
    stride(from: range.lowerBound, to: range.upperBound, by: 60).compactMap { second in
      expression.fires(at: CivilDateTime(localSeconds: second)) ? second - range.lowerBound : nil
    }
  }
}
