// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Mistakes in triggers and schedules.
enum TriggerMutations {
  /// A cron expression in the place of each one.
  private static func cron(_ name: String, _ codes: [String], _ texts: [String]) -> MutationKind {
    MutationKind(name, codes) { example in
      example.texts { $0 == .cron }.flatMap { node in
        texts.map { Mutant(YAMLEdits.replaceValue(of: node, with: $0)) }
      }
    }
  }

  /// A trigger in the place of each example's first one.
  private static func trigger(_ name: String, _ codes: [String], _ texts: [String]) -> MutationKind {
    MutationKind(name, codes) { example in
      example.triggers.prefix(1).flatMap { node in texts.map { Mutant([TextEdit(node.range, $0)]) } }
    }
  }

  static let kinds: [MutationKind] = [
    MutationKind("break a field of a cron expression", ["WF401"]) { example in
      example.texts { $0 == .cron }.flatMap { node in
        let fields = node.text.split(separator: " ").map(String.init)
        return fields.indices.flatMap { place in
          ["99", "x", "5-", "*/0", "1,,2", ""].map { wrong in
            var fields = fields
            fields[place] = wrong
            return Mutant(YAMLEdits.replaceValue(of: node, with: fields.filter { !$0.isEmpty }.joined(separator: " ")))
          }
        }
      }
    },
    cron(
      "a cron expression of another scheduler", ["WF401"], ["0 30 4 * * ?", "30 4 L * *", "30 4 ? * 2#1", "@reboot"]),
    cron("a day that no month has", ["WF402"], ["0 0 31 2 *", "0 0 30 FEB *"]),
    cron("a schedule of every minute", ["WF403"], ["* * * * *", "*/2 3 * * *"]),
    cron("a step that does not go round", ["WF407"], ["*/7 * * * *", "0 */5 * * *"]),
    cron("two restricted days", ["WF408"], ["0 9 13 * 5"]),
    MutationKind("swap the zone for one that does not exist", ["WF404"]) { example in
      example.texts { $0 == .timezone }.flatMap { node in
        ["Europe/Berln", "Mars/Olympus", "UTC+25"].map { Mutant(YAMLEdits.replaceValue(of: node, with: $0)) }
      }
    },
    MutationKind("swap the zone for one whose clocks change at that hour", ["WF406"]) { example in
      example.triggers.compactMap { node in
        guard let cron = node["cron"], let zone = node["timezone"] else { return nil }
        return Mutant([TextEdit(cron.range, "\"30 2 * * *\""), TextEdit(zone.range, "Europe/Berlin")])
      }
    },
    MutationKind("runs longer than the schedule's gap", ["WF409"]) { example in
      example.triggers.flatMap { node -> [Mutant] in
        guard let cron = node["cron"], let root = example.root.entry("timeout") else { return [] }
        let steps = example.steps.filter { $0.node.entry("expect_duration") == nil && $0.node.entry("if") == nil }
        return steps.map { step in
          let deadline = step.node.entry("timeout").map { [TextEdit($0.value.range, "30d")] } ?? []
          return Mutant(
            [TextEdit(root.value.range, "30d")] + deadline
              + YAMLEdits.insertEntry("expect_duration", "2d", into: step.node),
            at: .offset(cron.range.start))
        }
      }
    },
    MutationKind("a glob that is a regular expression", ["WF410"]) { example in
      example.texts { $0 == .glob }.flatMap { node in
        ["^main$", "release/.*", "(main|develop)", "v\\d+"].map {
          Mutant(YAMLEdits.replaceValue(of: node, with: $0))
        }
      }
    },
    MutationKind("a glob that takes away from nothing", ["WF411"]) { example in
      example.texts { $0 == .glob }.prefix(1).map { Mutant(YAMLEdits.replaceValue(of: $0, with: "!main")) }
    },
    MutationKind("a broken glob", ["WF411"]) { example in
      example.texts { $0 == .glob }.map { Mutant(YAMLEdits.replaceValue(of: $0, with: "release/[0-9")) }
    },
    trigger(
      "a filter that excludes the trigger's own list", ["WF419"],
      [
        "{type: incident, severity: [critical], filter: \"incident.severity == 'info'\"}",
        "{type: incident, filter: \"incident.reason == 'a' && incident.reason == 'b'\"}",
      ]),
    trigger(
      "an address range that is none", ["WF416"],
      [
        "{type: webhook, auth: {scheme: bearer, secret: DEPLOY_HOOK}, allow_ips: [10.0.0.0/40]}",
        "{type: webhook, auth: {scheme: bearer, secret: DEPLOY_HOOK}, allow_ips: [office]}",
      ]),
    trigger(
      "an input that the workflow does not have", ["WF413"],
      [
        "{type: manual, inputs: [nobody_declares_it]}",
        "{type: schedule, cron: \"0 3 * * *\", timezone: UTC, inputs: {nobody_declares_it: 1}}",
      ]),
    MutationKind("a required input that a trigger leaves out", ["WF412"]) { example in
      guard example.root.entry("inputs") == nil, let trigger = example.triggers.first,
        trigger["type"]?.text != "manual"
      else { return [] }
      return [
        Mutant(
          YAMLEdits.insertEntry("inputs", "{needed: {type: string, required: true}}", into: example.root),
          at: .offset(trigger.range.start))
      ]
    },
    MutationKind("a default outside of its own options", ["WF418"]) { example in
      guard example.root.entry("inputs") == nil else { return [] }
      return [
        "{size: {type: integer, max: 3, default: 9}}", "{size: {options: [a, b], default: c}}",
        "{size: {pattern: \"^v\", default: x1}}", "{size: {type: boolean, default: maybe}}",
      ].map { Mutant(YAMLEdits.insertEntry("inputs", $0, into: example.root)) }
    },
    MutationKind("one trigger twice", ["WF415"]) { example in
      example.triggers.compactMap { node in
        guard let list = node.parent, node.style == .flow else { return nil }
        return Mutant(YAMLEdits.appendItem(example.text[node.range], to: list))
      }
    },
    MutationKind("a chain to itself", ["WF420"]) { example in
      guard let name = example.workflow.name?.value else { return [] }
      return example.triggers.prefix(1).map { Mutant([TextEdit($0.range, "{type: workflow, workflow: \(name)}")]) }
    },
    MutationKind("a push that starts its own workflow", ["WF420"]) { example in
      guard example.workflow.triggers.contains(where: { if case .gitPush = $0.kind { true } else { false } }) else {
        return []
      }
      return example.steps.suffix(1).map {
        Mutant([TextEdit($0.node.range, "{id: \($0.id), type: script, run: git push origin HEAD}")])
      }
    },
    MutationKind("an active workflow that nothing starts", ["WF417"]) { example in
      guard let triggers = example.root["triggers"], let status = example.root["status"] else { return [] }
      return [Mutant([TextEdit(triggers.range, "[]")], at: .offset(status.range.start))]
    },
  ]
}
