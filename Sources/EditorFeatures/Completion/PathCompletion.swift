// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import SourceText
import YAMLSyntax

extension CompletionPlace {
  /// The files and folders of the workspace that the field at the cursor may name.
  ///
  /// A configuration's are relative to its own folder, a step's to the workspace's, where its run begins.
  func pathItems(_ linked: LinkedFiles) -> [CompletionItem] {
    guard let (type, field) = valueType else { return [] }
    var format: TextFormat?
    switch type {
    case .text(let own): format = own
    case .list(.text(let own)): format = own
    default: break
    }
    let isConfiguration = document.parsed.kind == .configuration
    let base = isConfiguration ? PathWords.parent(of: document.parsed.path) : String(linked.root.dropLast())
    let suffix: String
    let candidates: [String]
    switch format {
    case .path where document.parsed.kind != .scenario:
      (candidates, suffix) = (linked.paths.files, "")
    case .folder:
      (candidates, suffix) = (linked.paths.folders, "")
    case .plain where isConfiguration && field?.name == "exclude":
      (candidates, suffix) = (linked.paths.folders, "/**")
    default: return []
    }
    guard !base.isEmpty else { return [] }
    let typed = typedText
    let lead = typed.hasPrefix("./") ? "./" : ""
    let present = Set(
      (cursor.container?.kind == .sequence ? cursor.container?.items ?? [] : []).filter { $0 != cursor.node }
        .map { PathWords.resolve($0.text, in: base) })
    return candidates.compactMap { path -> CompletionItem? in
      guard path.hasPrefix(base + "/"), path != document.parsed.path, !present.contains(path + suffix) else {
        return nil
      }
      let shown = lead + path.dropFirst(base.count + 1) + suffix
      var item = plainItem(shown, .file)
      item.rank = shown.utf8.count { $0 == 0x2F }
      return item
    }
  }

  /// The text that is written at the cursor so far, without an opening quote.
  private var typedText: String {
    let text = document.parsed.text[TextRange(cursor.word.start, max(cursor.word.start, offset))]
    return text.hasPrefix("\"") || text.hasPrefix("'") ? String(text.dropFirst()) : String(text)
  }
}
