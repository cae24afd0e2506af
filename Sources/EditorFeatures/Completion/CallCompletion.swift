// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

extension CompletionPlace {
  /// Below the `inputs` of a `call` step or of a trigger: the inputs of the workflow that is started which are not there
  /// yet, the required ones first.
  func handedInputs() -> [CompletionItem] {
    guard cursor.place == .key || cursor.mayBeKey else { return [] }
    let isMapping = cursor.owner == nil && cursor.container?.kind == .mapping
    guard let target = isMapping ? cursor.container : cursor.owner else { return [] }
    let present = Set(target.entries.map { $0.key }.filter { $0 != cursor.node }.map(\.text))
    return (receiver(of: target)?.inputs ?? []).filter { !present.contains($0.name.value) }.map { input in
      CompletionItem(
        label: input.name.value, kind: .key, detail: InputFacts.facts(input), documentation: InputFacts.markdown(input),
        edit: edit(input.name.value + colon), additionalEdits: line.edits,
        rank: input.isNeeded ? 0 : 1)
    }
  }

  /// The values that an input takes, where one is given, and as its default.
  func inputValues() -> [CompletionItem] {
    guard let key = cursor.key, let mapping = key.parent, mapping.kind == .mapping else { return [] }
    if let receiver = receiver(of: mapping) {
      let input = receiver.inputs.first { key.text == $0.name.value }
      return receiver.isLiteral ? input.map(values) ?? [] : []
    }
    let declared = document.rowDocuments[workflow].workflow.inputs
    guard key.textEquals("default"), let input = declared.first(where: { $0.range == mapping.range }) else { return [] }
    return values(of: input)
  }

  /// The values of an input that has options, or is true or false.
  func values(of input: InputDeclaration) -> [CompletionItem] {
    if input.options.isEmpty, input.type?.value == "boolean" { return ["true", "false"].map { word($0, .keyword) } }
    return input.options.compactMap { option in
      switch option.content {
      case .text(let text): text.isDynamic ? nil : plainItem(text.text, .enumValue)
      case .integer(let number): word(String(number), .enumValue)
      case .double(let number): word(String(number), .enumValue)
      case .bool(let flag): word(flag ? "true" : "false", .enumValue)
      case .null, .list, .map: nil
      }
    }
  }

  /// A value that needs no quotes.
  private func word(_ text: String, _ kind: CompletionKind) -> CompletionItem {
    CompletionItem(label: text, kind: kind, edit: edit(text), additionalEdits: line.edits)
  }

  /// Who gets what a mapping `inputs` says: the workflow that a step calls, or the workflow itself where a trigger starts
  /// it; and whether the values are literals.
  private func receiver(of target: YAMLNode) -> (inputs: [InputDeclaration], isLiteral: Bool)? {
    guard let entry = target.enclosingEntry, entry.value == target, entry.key.textEquals("inputs"),
      let holder = target.parent, let variant = document.placement(of: target)?.variant
    else { return nil }
    let rows = document.rowDocuments[workflow]
    if rows.lowered.schema.triggerTypes.contains(where: { $0 === variant }) {
      // A person is asked for a list of names; other triggers compute what they hand over.
      return variant.name == "manual" ? nil : (rows.workflow.inputs, variant.name == "schedule")
    }
    guard variant.name == "call", let name = holder.mergedEntry("workflow")?.value.locatedText?.value,
      let callee = rows.workspace?.workflows(named: name).first
    else { return nil }
    return (callee.inputs, true)
  }
}
