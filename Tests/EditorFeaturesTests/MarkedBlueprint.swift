// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import TestSupport

/// A blueprint with a cursor, `<|>`, and marked ranges, `«…»`, among files that it imports or that import it.
struct MarkedBlueprint {
  let document: AnalyzedDocument
  let cursor: Int
  let ranges: [TextRange]
  let text: SourceText

  /// - Parameters:
  ///   - files: the other files by name.
  ///   - importer: the name of the main file that imports the marked one.
  init(_ marked: String, name: String = "main.yaml", files: [String: String] = [:], importer: String? = nil) {
    let parts = MarkedText(marked)
    text = SourceText(parts.text)
    cursor = parts.cursors.first ?? 0
    ranges = parts.ranges
    let parsed = ParsedDocument(path: "/w/" + name, text: text)
    func other(_ name: String) -> ParsedDocument? {
      if name == parsed.path { return ParsedDocument(path: name, text: parsed.text, dialect: "cloudify") }
      return files[String(name.dropFirst(3))].map {
        ParsedDocument(path: name, text: SourceText($0), dialect: "cloudify")
      }
    }
    let importers = importer.flatMap { other("/w/" + $0) }.map { [$0] } ?? []
    var collector = ImportCollector(folders: [], read: other, isPresent: { other($0) != nil })
    collector.collect(parsed)
    for importer in importers { collector.collect(importer) }
    collector.noteRoles()
    var snapshot = WorkspaceSnapshot(imports: collector.files)
    snapshot.importers = importers
    document = analyze(parsed, in: snapshot)
  }

  var completions: [CompletionItem] {
    EditorFeatures.completions(in: document, at: cursor).items.sorted { ($0.rank, $0.label) < ($1.rank, $1.label) }
  }

  /// The line of the cursor after an item was taken, as an editor without snippets does it.
  func line(accepting item: CompletionItem) -> String? {
    guard let after = text.applying([item.edit] + item.additionalEdits) else { return nil }
    return String(after[after.lines.contentRange(ofLine: text.lines.line(at: cursor), in: after.bytes)])
  }
}
