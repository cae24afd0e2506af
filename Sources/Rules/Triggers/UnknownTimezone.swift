// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// Reports names that no time zone has.
package enum UnknownTimezone: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF404", "unknown-timezone", .triggers, .error, fix: .safe,
    summary: "A time zone is not in the IANA database.",
    rationale: """
      Zones are named as in the IANA database, `Europe/Berlin`: an abbreviation such as `PST` names several zones, or one that knows no \
      summer time. Without a zone that exists the schedule never starts.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 9 * * *", timezone: «Europe/Berln»}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 9 * * *", timezone: "«europe/berlin»"}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 9 * * *", timezone: «Mars/Olympus»}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 9 * * *", timezone: Europe/Berlin}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: backup
        triggers: [{type: schedule, cron: "0 9 * * *", timezone: UTC}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Time zones.
  package static func applies(to format: TextFormat) -> Bool { format == .timezone }

  /// Reports an unknown zone; a machine without a database, or with a damaged one, says nothing of the file.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node),
      case .failure(let failure) = TimeZoneDatabase.system.rules(named: node.text)
    else { return }
    switch failure {
    case .databaseMissing, .damagedFile: return
    case .unknownZone, .invalidName: break
    }
    let fixes = failure.suggestion.map { suggestion in
      [
        Fix(
          "replace with `\(suggestion.name)`", suggestion.isSafe ? .safe : .unsafe,
          edits: YAMLEdits.replaceValue(of: node, with: suggestion.name))
      ]
    }
    report.add(
      node.contentRange.isEmpty ? node.range : node.contentRange, failure.message,
      help: fixes == nil ? "Zones are named as in the IANA database, such as Europe/Berlin or UTC." : nil,
      fixes: fixes ?? [])
  }
}
