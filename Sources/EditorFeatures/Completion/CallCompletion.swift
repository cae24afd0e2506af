// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

extension CompletionPlace {
  /// Below the `inputs` of a `call` step: the called workflow's inputs that are not there yet, the required ones first.
  func calledInputs() -> [CompletionItem] {
    guard cursor.place == .key || cursor.mayBeKey else { return [] }
    let isMapping = cursor.owner == nil && cursor.container?.kind == .mapping
    guard let target = isMapping ? cursor.container : cursor.owner, let entry = target.enclosingEntry,
      entry.value == target, entry.key.textEquals("inputs"), let step = target.parent,
      document.placement(of: target)?.variant?.name == "call",
      let name = step.mergedEntry("workflow")?.value.locatedText?.value,
      let callee = document.rowDocuments[workflow].workspace?.workflows(named: name).first
    else { return [] }
    let present = Set(target.entries.map { $0.key }.filter { $0 != cursor.node }.map(\.text))
    return callee.inputs.filter { !present.contains($0.name.value) }.map { input in
      CompletionItem(
        label: input.name.value, kind: .key, detail: InputFacts.facts(input), documentation: InputFacts.markdown(input),
        edit: edit(input.name.value + colon), additionalEdits: line.edits,
        rank: input.isNeeded ? 0 : 1)
    }
  }
}
