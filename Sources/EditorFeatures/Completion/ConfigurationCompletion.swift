// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

extension CompletionPlace {
  /// The rules that the configuration gives severities.
  func configurationNames() -> [CompletionItem] {
    guard document.parsed.kind == .configuration else { return [] }
    let members = groupMembers()
    if !members.isEmpty { return members }
    guard cursor.place == .key || cursor.mayBeKey else { return [] }
    let above = cursor.owner ?? cursor.container
    let keys = (above?.path ?? []).compactMap { if case .key(let name) = $0 { name } else { nil } }
    guard keys == ["rules"] || keys.count == 2 && keys.first == "per_file" else { return [] }
    let present = Set((above?.entries.map { $0.key } ?? []).filter { $0 != cursor.node }.map(\.text))
    let rules = RuleCatalog.all.filter { !present.contains($0.name) && !present.contains($0.code) }
    func item(_ label: String, _ other: String, _ rule: RuleMetadata, _ rank: Int) -> CompletionItem {
      CompletionItem(
        label: label, kind: .key, detail: "\(other) \(rule.summary)", edit: edit(label + colon),
        additionalEdits: line.edits, rank: rank, resolveKey: "rule:\(rule.code)")
    }
    // The names first; who types a code gets codes.
    return rules.map { item($0.name, $0.code, $0, 0) } + rules.map { item($0.code, $0.name, $0, 1) }
  }

  /// The people that a team or role of the directory may hold: those that `users` lists and it does not hold yet.
  private func groupMembers() -> [CompletionItem] {
    guard cursor.place == .value || cursor.place == .text, let list = cursor.container, list.kind == .sequence else {
      return []
    }
    let keys = list.path.compactMap { if case .key(let name) = $0 { name } else { nil } }
    guard keys.count == 3, keys[0] == "directory", keys[1] == "teams" || keys[1] == "roles" else { return [] }
    let present = Set(list.items.filter { $0 != cursor.node }.map(\.text))
    let users = document.parsed.directoryPlaces.filter { $0.isDeclaration && $0.entry.kind == .principal(.user) }
    return users.map(\.entry.name).filter { !present.contains($0) }.map { plainItem($0, .principal) }
  }
}

/// The keys of a configuration that says nothing yet.
func startOfConfiguration(_ cursor: CursorContext) -> [CompletionItem] {
  let row = NamedSchema.configuration.schema.root
  return row.fields.map { field in
    CompletionItem(
      label: field.name, kind: .key, detail: FieldDocumentation.typeName(field.type),
      documentation: FieldDocumentation.markdown(field, of: row), edit: TextEdit(cursor.word, "\(field.name): "),
      snippet: field.snippet(isFlow: false, blanks: "  "))
  }
}
