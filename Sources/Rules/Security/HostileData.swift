// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// The data that whoever starts a run chooses, and that may be any text.
///
/// Numbers, booleans, identifiers that the platform makes, and names whose letters are restricted (namespaces and
/// resources of Kubernetes, repositories, hashes) are none: no script can be hidden in them.
enum HostileData {
  /// What a path is, as messages say it; nil where it holds no such data.
  static func origin(of path: [PathComponent], in context: WorkflowContext) -> String? {
    let field = path.count > 1 ? path[1].name : nil
    switch path.first?.name {
    case "body": return field.map { isNumeric(payload: $0, in: context) } == true ? nil : "the webhook's body"
    case "headers": return "the webhook's headers"
    case "incident": return incident(field, in: context)
    case "trigger": return trigger(field, path.count > 2 ? path[2].name : nil, in: context)
    default: return nil
    }
  }

  private static func isNumeric(payload field: String, in context: WorkflowContext) -> Bool {
    let declarations = context.workflow.triggers.compactMap { trigger -> OutputDeclaration? in
      guard case .webhook(let webhook) = trigger.kind else { return nil }
      return webhook.payload.first { $0.name.value == field }
    }
    return !declarations.isEmpty
      && declarations.allSatisfy { ["number", "integer", "boolean"].contains($0.type?.value ?? "string") }
  }

  private static func incident(_ field: String?, in context: WorkflowContext) -> String? {
    switch field {
    case "message": return "the incident's message"
    case "labels": return "the incident's labels"
    case "reason":
      let isListed = context.workflow.triggers.allSatisfy { trigger in
        if case .incident(let incident) = trigger.kind { !incident.reasons.isEmpty } else { true }
      }
      return isListed && !context.workflow.triggers.isEmpty ? nil : "the incident's reason"
    case nil: return "the incident"
    default: return nil
    }
  }

  private static func trigger(_ field: String?, _ inner: String?, in context: WorkflowContext) -> String? {
    let pushes = context.workflow.triggers.compactMap { trigger -> GitPushTrigger? in
      if case .gitPush(let push) = trigger.kind { push } else { nil }
    }
    // Without any trigger the workflow is called, and the push may be its caller's.
    guard !pushes.isEmpty || context.workflow.triggers.isEmpty else { return nil }
    switch field {
    case "branch":
      let isOpen =
        pushes.isEmpty
        || pushes.contains { push in
          push.branches.isEmpty ? push.tags.isEmpty : !push.branches.allSatisfy(isExact)
        }
      return isOpen ? "the branch's name" : nil
    case "tag":
      let isOpen =
        pushes.isEmpty
        || pushes.contains { push in
          push.tags.isEmpty ? push.branches.isEmpty : !push.tags.allSatisfy(isExact)
        }
      return isOpen ? "the tag's name" : nil
    case "paths": return "the names of the files pushed"
    case "commit":
      switch inner {
      case "message": return "the commit's message"
      case "author": return "the name of the commit's author"
      case nil: return "the commit"
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a glob leaves no letter open. One that takes away adds nothing.
  private static func isExact(_ glob: Located<String>) -> Bool {
    if glob.value.hasPrefix("!") { return true }
    return !glob.value.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
      && !glob.value.containsBytes(of: "[^") && !glob.value.containsBytes(of: "[!")
  }
}
