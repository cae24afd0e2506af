// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports schedules that do not say in which zone they are meant.
package enum MissingTimezone: SchemaRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF405", "missing-timezone", .triggers, .error, fix: .unsafe,
    summary: "A schedule does not say in which time zone it is meant.",
    rationale: """
      `0 9 * * *` is nine o'clock somewhere. Where the zone is left to the machine, the workflow starts at another time after a move, and \
      an hour off for half of the year.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers:
          - «type: schedule»
            cron: "0 9 * * *"
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [«{type: schedule, cron: "0 9 * * *"}»]
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
          - type: schedule
            cron: "0 9 * * *"
            timezone: Europe/Berlin
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: manual}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Reports a mapping that lacks its zone.
  package static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report) {
    guard case .missingKey(let field, let title) = problem.kind, case .text(.timezone) = field.type,
      let node = context.tree.node(problem.node)
    else { return }
    let edits = YAMLEdits.insertEntry(field.name, "UTC", into: node)
    report.add(
      node.firstLine, "\(title) needs the key `\(field.name)`: the zone that its times are meant in",
      help: "Name a zone of the IANA database, such as Europe/Berlin, or UTC.",
      fixes: edits.isEmpty ? [] : [Fix("add `\(field.name): UTC`", .unsafe, edits: edits)])
  }
}
