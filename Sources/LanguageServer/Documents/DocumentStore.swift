// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol
import SourceText

/// The open documents, kept in step with the client's. Only the session holds one.
struct DocumentStore {
  /// What is open now.
  private(set) var documents: [String: DocumentSnapshot] = [:]
  private var generation = 0

  /// A document was opened; one that is open already is replaced.
  mutating func open(_ item: LSP.TextDocumentItem) -> DocumentSnapshot {
    let uri = DocumentURI(item.uri)
    let text = SourceText(item.text)
    return put(uri: uri, languageID: item.languageId ?? "", version: item.version, text: text)
  }

  /// A document was changed; nil where it is not open. `outOfRange` is called for each position outside of the text,
  /// which counts as the nearest one inside.
  mutating func change(
    _ params: LSP.DidChangeTextDocumentParams, unit: ColumnUnit, outOfRange: (LSP.Position) -> Void
  ) -> DocumentSnapshot? {
    guard let old = documents[DocumentURI(params.textDocument.uri).key] else { return nil }
    let text = Self.apply(params.contentChanges, to: old.text, unit: unit, outOfRange: outOfRange)
    let version = params.textDocument.version ?? old.version
    return put(uri: old.uri, languageID: old.languageID, version: version, text: text)
  }

  /// A document was closed; nil where it is not open.
  mutating func close(_ uri: DocumentURI) -> DocumentSnapshot? { documents.removeValue(forKey: uri.key) }

  private mutating func put(uri: DocumentURI, languageID: String, version: Int?, text: SourceText) -> DocumentSnapshot {
    generation &+= 1
    let document = DocumentSnapshot(
      uri: uri, languageID: languageID, version: version, generation: generation, text: text)
    documents[uri.key] = document
    return document
  }

  /// The text after `changes`, each of which refers to the text that those before it made (LSP 3.17,
  /// `DidChangeTextDocumentParams`).
  ///
  /// Changes that come bottom up, as an editor with several cursors sends them, are applied in one pass: a change on an
  /// earlier line does not feel those below it. Complexity: O(n) a pass.
  static func apply(
    _ changes: [LSP.TextDocumentContentChangeEvent], to text: SourceText, unit: ColumnUnit,
    outOfRange: (LSP.Position) -> Void = { _ in }
  ) -> SourceText {
    var text = text
    var edits: [TextEdit] = []
    var firstEditedLine = Int.max
    func flush() {
      if !edits.isEmpty, let result = text.applying(edits) { text = result }
      edits = []
      firstEditedLine = Int.max
    }
    for change in changes {
      guard let range = change.range else {
        edits = []
        firstEditedLine = Int.max
        text = SourceText(change.text)
        continue
      }
      if range.end.line >= firstEditedLine || range.start.line >= firstEditedLine { flush() }
      let conversions = Conversions(text, unit)
      for position in [range.start, range.end] where !conversions.isInside(position) { outOfRange(position) }
      let bytes = conversions.range(range)
      edits.append(TextEdit(bytes, change.text))
      firstEditedLine = text.lines.line(at: bytes.start)
    }
    flush()
    return text
  }
}
