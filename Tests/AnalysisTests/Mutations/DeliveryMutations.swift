// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Mistakes in approvals, secrets and the way of changes.
enum DeliveryMutations {
  /// Six and thirty letters and digits that no service ever gave out, made here so that no file holds a token's shape.
  private static let body = String((0..<36).map { Character(UnicodeScalar(UInt8(97 + $0 * 7 % 26))) })

  private static func isChange(_ step: MutationExample.StepNode) -> Bool {
    switch step.step.action {
    case .infrastructure(let action): action.verb?.value == .apply
    case .deploy, .promote: true
    default: false
    }
  }

  /// Whether a change reaches an environment that is protected by its name.
  private static func isProtected(_ step: MutationExample.StepNode, _ example: MutationExample) -> Bool {
    let environment = step.step.environment?.value ?? example.workflow.environment?.value
    return isChange(step) && environment == "production"
  }

  /// A value for a key of each approval, in the place of its own or beside the others.
  private static func approval(_ name: String, _ codes: [String], _ key: String, _ value: String) -> MutationKind {
    MutationKind(name, codes) { example in
      example.steps.filter { $0.type == "approval" }.map { step in
        if let own = example.value(step, key) { return Mutant([TextEdit(own.range, value)]) }
        return Mutant(YAMLEdits.insertEntry(key, value, into: step.node))
      }
    }
  }

  static let kinds: [MutationKind] = [
    MutationKind("drop the gate of a change", ["WF509"]) { example in
      example.steps.filter { $0.type == "approval" }.compactMap { gate in
        let changes = example.steps.filter { $0.step.index > gate.step.index && isProtected($0, example) }
        return changes.first.map { Mutant(YAMLEdits.remove(item: gate.node), at: .step($0.id)) }
      }
    },
    MutationKind("start a change before its gate", ["WF509", "WF510", "WF516"]) { example in
      example.steps.filter { isProtected($0, example) && $0.node.entry("needs") == nil }.map {
        Mutant(YAMLEdits.insertEntry("needs", "[]", into: $0.node), at: .step($0.id))
      }
    },
    MutationKind("misspell a principal", ["WF502"]) { example in
      example.texts { $0 == .principal }.map { node in
        Mutant(YAMLEdits.replaceValue(of: node, with: StructureMutations.misspelt(node.text)))
      }
    },
    MutationKind("an unknown kind of principal", ["WF501"]) { example in
      example.texts { $0 == .principal }.flatMap { node in
        ["squad:platform", "platform", "team:", "team:-x"].map {
          Mutant(YAMLEdits.replaceValue(of: node, with: $0))
        }
      }
    },
    MutationKind("one approver twice", ["WF505"]) { example in
      example.steps.compactMap { step in
        guard step.type == "approval", let list = example.value(step, "approvers"), let first = list.items.first else {
          return nil
        }
        return Mutant(YAMLEdits.appendItem(example.text[first.range], to: list))
      }
    },
    approval("a quorum above the number of approvers", ["WF503"], "required_approvals", "99"),
    approval("an approval that grants itself", ["WF507"], "on_timeout", "approve"),
    approval("an approval that is skipped", ["WF514"], "on_timeout", "skip"),
    approval("an escalation to nobody", ["WF515"], "on_timeout", "escalate"),
    approval("an approval that outlives its run", ["WF512"], "timeout", "30d"),
    MutationKind("an approval without a deadline", ["WF506"]) { example in
      example.steps.filter { $0.type == "approval" }.compactMap { step in
        step.node.entry("timeout").map { Mutant(YAMLEdits.remove($0), at: .step(step.id)) }
      }
    },
    MutationKind("write a token into the file", ["WF601"]) { example in
      let key = "to" + "ken"
      return example.adding("env", "{\(key.uppercased()): \"gh\("p_")\(body)\"}")
        + example.steps.compactMap { step in
          guard let run = example.value(step, "run"), run.style == .plain else { return nil }
          return Mutant([TextEdit(run.range, "curl -H 'Authorization: Bearer gh\("p_")\(body)' example.com")])
        }
    },
    MutationKind("a password under a telling key", ["WF601"]) { example in
      example.adding("env", "{DB_PASS\("WORD"): \"hunter2hunter2!\"}")
    },
    MutationKind("a URL without encryption", ["WF605"]) { example in
      example.texts { $0 == .url }.compactMap { node in
        guard node.text.hasPrefix("https:") else { return nil }
        return Mutant([TextEdit(node.contentRange, "http:" + node.text.dropFirst(6))])
      }
    },
    MutationKind("a webhook that anyone may call", ["WF602"]) { example in
      example.triggers.prefix(1).map { Mutant([TextEdit($0.range, "{type: webhook, auth: {scheme: none}}")]) }
    },
    MutationKind("a commit's text in a script", ["WF603"]) { example in
      guard example.workflow.triggers.contains(where: { if case .gitPush = $0.kind { true } else { false } }) else {
        return []
      }
      return example.steps.suffix(1).map {
        Mutant([
          TextEdit($0.node.range, "{id: \($0.id), type: script, run: \"echo ${{ trigger.commit.message }}\"}")
        ])
      }
    },
    MutationKind("a secret in a message", ["WF604"]) { example in
      example.steps.compactMap { step in
        guard let message = (example.value(step, "slack") ?? example.value(step, "email"))?["message"] else {
          return nil
        }
        return Mutant([TextEdit(message.range, "\"${{ secrets.DEPLOY_HOOK }}\"")])
      }
    },
    MutationKind("retry an apply", ["WF705"]) { example in
      example.steps.filter { $0.type == "iac" && isChange($0) && $0.node.entry("retry") == nil }.map {
        Mutant(YAMLEdits.insertEntry("retry", "{attempts: 3}", into: $0.node), at: .step($0.id))
      }
    },
    MutationKind("two changes of one project at once", ["WF702"]) { example in
      let workspaces = example.steps.filter { isChange($0) }.compactMap { step in
        example.value(step, "workspace").map { (step, $0) }
      }
      return zip(workspaces, workspaces.dropFirst()).map { first, second in
        Mutant([TextEdit(second.1.range, first.1.text)], at: .step(second.0.id))
      }
    },
    MutationKind("destroy without a guard", ["WF704"]) { example in
      // Who starts a run by hand has thought of it.
      guard !example.triggers.contains(where: { $0["type"]?.text == "manual" }),
        !example.steps.contains(where: { $0.type == "approval" || $0.type == "condition" })
      else { return [] }
      return example.steps.prefix(1).map {
        Mutant([TextEdit($0.node.range, "{id: \($0.id), type: iac, project: archive, action: destroy}")])
      }
    },
    MutationKind("approve a change without asking", ["WF710"]) { example in
      example.steps.filter { $0.type == "iac" && isProtected($0, example) }.map {
        // Applying the plan that was approved is no blind change.
        let plan = $0.node.entry("plan").map { YAMLEdits.remove($0) } ?? []
        return Mutant(plan + YAMLEdits.insertEntry("auto_approve", "true", into: $0.node), at: .step($0.id))
      }
    },
    MutationKind("retries that no deadline leaves room for", ["WF714"]) { example in
      example.steps.compactMap { step in
        guard let attempts = example.value(step, "retry")?["attempts"], example.value(step, "timeout") != nil else {
          return nil
        }
        return Mutant([TextEdit(attempts.range, "500")], at: .step(step.id))
      }
    },
  ]
}
