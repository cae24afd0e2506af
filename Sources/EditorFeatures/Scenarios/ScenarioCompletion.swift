// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// What a scenario file may name at the cursor: the steps of its workflows, their inputs, their files.
struct ScenarioCompletion {
  let place: CompletionPlace
  let linked: LinkedFiles

  /// The names that stand at the cursor in place of what a row could list.
  func items() -> [CompletionItem] {
    guard place.document.parsed.kind == .scenario else { return [] }
    var keys = path(of: place.cursor.container)
    if let owner = place.cursor.owner, place.cursor.container == nil || owner.parent == place.cursor.container {
      keys = path(of: owner)
    }
    let isKey = place.cursor.place == .key || place.cursor.mayBeKey
    if isKey, let last = keys.last {
      switch last {
      case "mocks", "steps": return steps(suffix: last == "mocks" ? ": " : ": ")
      case "inputs": return inputs()
      default: break
      }
    }
    guard place.cursor.place != .key else { return [] }
    if let key = place.cursor.key?.text { keys.append(key) }
    guard let field = keys.last else { return [] }
    switch field {
    case "order", "never", "ran", "parallel", "critical_path", "not_together", "always_runs", "pause", "continue",
      "retry_from", "granted", "from", "to", "step":
      return steps(suffix: "")
    case "workflow" where keys.count == 1: return files()
    case "workflow", "upstream":
      return linked.workflowNames.map { place.plainItem($0, .workflow) }
    default: return []
    }
  }

  /// The keys from the document's root to a node.
  private func path(of node: YAMLNode?) -> [String] {
    (node?.path ?? []).compactMap { if case .key(let name) = $0 { name } else { nil } }
  }

  private func steps(suffix: String) -> [CompletionItem] {
    var seen: Set<String> = []
    let present = Set(
      (place.cursor.container?.entries.map { $0.key } ?? []).filter { $0 != place.cursor.node }.map(\.text))
    var result: [CompletionItem] = []
    for workflow in linked.workflows.flatMap(\.workflows) {
      for step in workflow.lowered.workflow.steps {
        guard let id = step.id?.value, !id.isEmpty, seen.insert(id).inserted else { continue }
        if !suffix.isEmpty, present.contains(id) { continue }
        result.append(
          CompletionItem(
            label: id, kind: .step, detail: step.type?.value, edit: place.edit(id + suffix), rank: step.index))
      }
    }
    return result
  }

  private func inputs() -> [CompletionItem] {
    var seen: Set<String> = []
    return linked.workflows.flatMap(\.workflows).flatMap(\.lowered.workflow.inputs).compactMap { input in
      guard seen.insert(input.name.value).inserted else { return nil }
      return CompletionItem(
        label: input.name.value, kind: .variable, detail: input.type?.value, documentation: input.documentation,
        edit: place.edit(input.name.value + ": "), rank: input.isNeeded ? 0 : 1)
    }
  }

  private func files() -> [CompletionItem] {
    let folder = PathWords.parent(of: place.document.parsed.path)
    return linked.workflowPaths.map { place.plainItem(PathWords.relative($0, from: folder), .file) }
  }
}
