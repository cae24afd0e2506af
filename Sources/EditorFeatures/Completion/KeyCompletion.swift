// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import SourceText
import YAMLSyntax

extension CompletionPlace {
  /// The keys that a mapping takes and does not have yet, the required ones first.
  func keys(of object: (row: ObjectRow, mapping: YAMLNode?)?) -> [CompletionItem] {
    guard let object else { return [] }
    let present = Set((object.mapping?.entries.map { $0.key } ?? []).filter { $0 != cursor.node }.map(\.text))
    var excluded: Set<String> = []
    for constraint in object.row.constraints {
      switch constraint {
      case .exactlyOne(let keys), .atMostOne(let keys):
        if keys.contains(where: { present.contains($0) }) { excluded.formUnion(keys) }
      case .atLeastOne: break
      }
    }
    var items: [CompletionItem] = []
    for field in object.row.fields where !present.contains(field.name) && !excluded.contains(field.name) {
      items.append(item(for: field, in: object.row))
    }
    if object.mapping == nil || present.isEmpty { items += variantSnippets(for: object.row) }
    return items
  }

  private func item(for field: FieldRow, in row: ObjectRow) -> CompletionItem {
    let snippet = hasColon ? nil : field.snippet(isFlow: cursor.isFlow, blanks: indentation(2))
    return CompletionItem(
      label: field.name, kind: .key, detail: FieldDocumentation.typeName(field.type),
      documentation: FieldDocumentation.markdown(field, of: row), edit: edit(field.name + colon),
      snippet: snippet.map { lead + $0 }, additionalEdits: line.edits, rank: field.isRequired ? 0 : 1)
  }

  /// Whether the cursor is on a key that has its colon already: it gets its name alone.
  var hasColon: Bool {
    guard cursor.place == .key, let key = cursor.node else { return false }
    // Between quotes there is room for the name alone.
    if cursor.word != key.range, cursor.word == key.contentRange { return true }
    let bytes = document.parsed.text.bytes
    var index = key.range.end
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index < bytes.count && bytes[index] == 0x3A
  }

  /// What is written behind a key.
  var colon: String { hasColon ? "" : ": " }

  /// Blanks up to the column of what is inserted, and `extra` more.
  func indentation(_ extra: Int) -> String {
    // Behind a dash the entry begins after the blank that is inserted.
    let own = isBehindDash ? cursor.column + 2 : (line.column ?? cursor.column) + line.prefix.utf8.count
    return String(repeating: " ", count: own + extra)
  }

  /// Whole steps or triggers, where one begins.
  private func variantSnippets(for row: ObjectRow) -> [CompletionItem] {
    let schema = document.rowDocuments[workflow].lowered.schema
    let variants = row === schema.anyStep ? schema.stepTypes : row === schema.anyTrigger ? schema.triggerTypes : []
    return variants.map { variant in
      CompletionItem(
        label: variant.name, kind: .snippet, detail: variant.summary,
        documentation: FieldDocumentation.markdown(variant), edit: edit("type: \(variant.name)"),
        snippet: cursor.isFlow
          ? variant.flowSnippet
          : lead + variant.snippet.joined(separator: "\n" + indentation(0)),
        additionalEdits: line.edits, rank: 2)
    }
  }
}

extension FieldRow {
  /// The key with a place for a value of several parts; nil where the value is one.
  ///
  /// - Parameter blanks: what a line of the value begins with.
  func snippet(isFlow: Bool, blanks: String) -> String? {
    switch type {
    case .steps, .triggers, .list(.object): isFlow ? "\(name): [$0]" : "\(name):\n\(blanks)- $0"
    case .object, .map: isFlow ? "\(name): {$0}" : "\(name):\n\(blanks)$0"
    case .list: "\(name): [$0]"
    default: nil
    }
  }
}
