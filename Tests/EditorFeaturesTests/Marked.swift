// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import Foundation
import SourceText
import TestSupport
import WorkflowModel

/// A document with a cursor, `<|>`, and marked ranges, `«…»`.
struct Marked {
  let document: AnalyzedDocument
  let cursor: Int
  let ranges: [TextRange]
  let text: SourceText

  /// Reads a marked document; `configuration` is the text of a `.wflint.yaml`.
  init(_ marked: String, name: String = "a.wf.yaml", configuration: String = "", others: [String] = []) {
    let parts = MarkedText(marked)
    text = SourceText(parts.text)
    cursor = parts.cursors.first ?? 0
    ranges = parts.ranges
    var settings = Configuration()
    if !configuration.isEmpty {
      settings = readConfiguration(ParsedDocument(path: ".wflint.yaml", text: SourceText(configuration)))
    }
    let parsed = ParsedDocument(path: name, text: text, stepTypes: settings.stepTypes)
    let summaries = others.enumerated().flatMap {
      ParsedDocument(path: "o\($0.offset).wf.yaml", text: SourceText($0.element)).summaries()
    }
    document = analyze(
      parsed, in: WorkspaceSnapshot(configuration: settings, summary: WorkspaceSummary(parsed.summaries() + summaries)))
  }

  var completions: [CompletionItem] {
    EditorFeatures.completions(in: document, at: cursor).items.sorted { ($0.rank, $0.label) < ($1.rank, $1.label) }
  }

  /// The document after an item was taken, as an editor without snippets does it.
  func accepting(_ item: CompletionItem) -> String? { text.applying([item.edit] + item.additionalEdits)?.string }

  /// One of the examples.
  static func example(_ name: String) throws -> Marked {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/\(name).wf.yaml")
    return Marked(String(decoding: try Data(contentsOf: url), as: UTF8.self))
  }

  /// Puts steps, or a part of them, behind a head that is right.
  static func steps(_ steps: String, head: String = "") -> String {
    """
    schema: wflint/v1
    name: alpha
    status: active
    deployment: web
    \(head)triggers:
      - {type: manual}
    steps:
    \(steps)
    """
  }
}
