// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import YAMLSyntax

extension CompletionPlace {
  /// What the merged document says may stand at the cursor, and the files that it may name there.
  func vocabularyItems(_ paths: WorkspacePaths) -> [CompletionItem] {
    var seen: Set<String> = []
    var items: [CompletionItem] = []
    for vocabulary in document.vocabularies {
      let named = vocabulary.files(at: cursor, in: document.parsed.path, among: paths)
      let choices = (named + vocabulary.choices(at: cursor, in: document.parsed.path)).filter {
        cursor.place != .text || $0.snippet == nil
      }
      items += choices.filter { seen.insert("\($0.kind) \($0.label)").inserted }.map { item($0) }
    }
    return items
  }

  /// A choice as it is written here.
  func item(_ choice: VocabularyChoice) -> CompletionItem {
    var text = choice.text ?? choice.label
    var snippet = choice.snippet
    if let lines = snippet {
      if hasColon { snippet = nil } else { text = Self.filled(lines) }
    } else if choice.range == nil, choice.kind == .key || cursor.place != .text {
      text = YAMLQuoting.quoteIfNeeded(text, inFlow: cursor.isFlow) + (choice.kind == .key ? colon : "")
    }
    let edit = choice.range.map { TextEdit($0, text) } ?? edit(text)
    // A blank that YAML wants belongs to both forms.
    if let lines = snippet, edit.replacement.hasPrefix(" "), !text.hasPrefix(" ") { snippet = " " + lines }
    // What editors compare is the text that is replaced: in an expression with the dot before the name.
    let compared = choice.range == nil ? choice.label : text
    return CompletionItem(
      label: choice.label, kind: kind(of: choice.kind), detail: choice.detail, documentation: choice.documentation,
      edit: edit, snippet: snippet, filterText: text == choice.label ? nil : compared, rank: choice.rank)
  }

  private func kind(of kind: VocabularyChoice.Kind) -> CompletionKind {
    switch kind {
    case .key: .key
    case .step: .step
    case .name: .variable
    case .member: .member
    case .type: .stepType
    case .function: .function
    case .word: .enumValue
    case .file: .file
    }
  }

  /// A snippet with its places filled in: `${1:name}` becomes `name`.
  static func filled(_ snippet: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(snippet.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x24, index + 1 < bytes.count, bytes[index + 1] == 0x7B else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex(of: 0x7D) ?? bytes.count - 1
      if let colon = bytes[index..<end].firstIndex(of: 0x3A) { result += bytes[(colon + 1)..<end] }
      index = end + 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
