// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports triggers that start what another one starts already.
package enum DuplicateTrigger: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF415", "duplicate-trigger", .triggers, .warning,
    summary: "Two triggers of a workflow fire on the same event.",
    rationale: "Each event starts two runs, of which the second one is refused, waits, or does everything again.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - {type: git_push, branches: [main]}
          - «{branches: [main], type: git_push}»
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - &push {type: git_push, branches: [main]}
          - «*push»
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - {type: schedule, cron: "0 */6 * * *", timezone: UTC}
          - {type: schedule, cron: "«0 12 * * MON»", timezone: UTC}
          - {type: schedule, cron: "30 0 * * *", timezone: UTC}
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {region: {type: string}}
        triggers:
          - {type: schedule, cron: "0 6 * * *", timezone: UTC, inputs: {region: eu}}
          - {type: schedule, cron: "0 6 * * *", timezone: America/New_York, inputs: {region: eu}}
        steps:
          - {id: a, type: script, run: "make ${{ inputs.region }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - {type: manual}
          - {type: git_push, branches: [main]}
          - {type: git_push, tags: ["v*"]}
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Reports each trigger that an earlier one equals, and each schedule that another one of its zone covers.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let triggers = context.workflow.triggers
    guard triggers.count > 1, triggers.count <= 500 else { return }
    let written = context.root.mergedEntry("triggers")?.value.resolved?.items.filter { $0.resolved != nil } ?? []
    var reported: Set<Int> = []
    var seen: [String: Int] = [:]
    for index in triggers.indices {
      guard triggers[index].kind != nil, let node = context.node(triggers[index].syntax) else { continue }
      let key = node.canonicalText()
      guard let first = seen[key] else {
        seen[key] = index
        continue
      }
      reported.insert(index)
      let line = context.tree.source.lines.line(at: triggers[first].range.start) + 1
      // The alias, not what it stands for.
      let place =
        written.indices.contains(index) && written[index].kind == .alias ? written[index].range : node.firstLine
      report.add(
        place, "this trigger equals the one of line \(line)",
        related: [RelatedPlace(range: triggers[first].range, message: "the first one")], tags: [.unnecessary])
    }
    checkSchedules(context, reported, &report)
  }

  private static func checkSchedules(_ context: WorkflowContext, _ reported: Set<Int>, _ report: inout Report) {
    let schedules = context.schedules
    for (covered, by) in context.coveredSchedules(schedules) where !reported.contains(schedules[covered].trigger) {
      let text = schedules[by].text
      report.add(
        schedules[covered].text.whole, "`\(text.node.text)` fires whenever this schedule does, in the same zone",
        related: [RelatedPlace(range: text.whole, message: "the schedule that covers it")], tags: [.unnecessary])
    }
  }
}

extension YAMLNode {
  /// What a node says, without the order of its keys and the way it is written: equal for equal data.
  func canonicalText(depth: Int = 0) -> String {
    guard depth < 32, let node = resolved else { return "?" }
    switch node.kind {
    case .scalar: return node.text.debugDescription
    case .alias: return "?"
    case .sequence: return "[" + node.items.map { $0.canonicalText(depth: depth + 1) }.joined(separator: ",") + "]"
    case .mapping:
      let entries = node.mergedEntries.map { entry in
        entry.key.text.debugDescription + ":" + entry.value.canonicalText(depth: depth + 1)
      }
      return "{" + entries.sorted().joined(separator: ",") + "}"
    }
  }
}
