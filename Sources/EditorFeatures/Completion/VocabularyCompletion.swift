// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import YAMLSyntax

extension CompletionPlace {
  /// What the merged document says may stand at the cursor.
  func vocabularyItems() -> [CompletionItem] {
    var seen: Set<String> = []
    var items: [CompletionItem] = []
    for vocabulary in document.vocabularies {
      let choices = vocabulary.choices(at: cursor, in: document.parsed.path).filter {
        cursor.place != .text || $0.snippet == nil
      }
      items += choices.filter { seen.insert("\($0.kind) \($0.label)").inserted }.map { item($0) }
    }
    return items
  }

  private func item(_ choice: VocabularyChoice) -> CompletionItem {
    var text = choice.label
    var snippet = choice.snippet
    if choice.kind == .key {
      let hasColon = cursor.place == .key && cursor.node.map { isFollowedByColon($0) } == true
      text = YAMLQuoting.quoteIfNeeded(choice.label, inFlow: cursor.isFlow) + (hasColon ? "" : ": ")
    } else if let lines = snippet {
      if cursor.place == .key, cursor.node.map({ isFollowedByColon($0) }) == true {
        snippet = nil
      } else {
        text = Self.filled(lines)
      }
    } else if cursor.place != .text {
      text = YAMLQuoting.quoteIfNeeded(choice.label, inFlow: cursor.isFlow)
    }
    let edit = edit(text)
    // A blank that YAML wants belongs to both forms.
    if let lines = snippet, edit.replacement.hasPrefix(" "), !text.hasPrefix(" ") { snippet = " " + lines }
    return CompletionItem(
      label: choice.label, kind: kind(of: choice.kind), detail: choice.detail, documentation: choice.documentation,
      edit: edit, snippet: snippet, filterText: text == choice.label ? nil : choice.label, rank: choice.rank)
  }

  private func kind(of kind: VocabularyChoice.Kind) -> CompletionKind {
    switch kind {
    case .key: .key
    case .name: .variable
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
