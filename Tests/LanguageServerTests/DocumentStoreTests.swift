// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol
import SourceText
import Testing

@testable import LanguageServer

struct DocumentStoreTests {
  /// A document as the protocol describes it, by scalars, slowly.
  private struct Model {
    var scalars: [Unicode.Scalar]
    let unit: ColumnUnit

    var string: String { String(String.UnicodeScalarView(scalars)) }

    /// The index of a position's scalar: lines end at LF, CRLF and CR, what lies outside counts as the nearest inside.
    func index(_ position: LSP.Position) -> Int {
      var index = 0
      for _ in 0..<position.line {
        while index < scalars.count, scalars[index] != "\n", scalars[index] != "\r" { index += 1 }
        guard index < scalars.count else { return scalars.count }
        index += scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n" ? 2 : 1
      }
      var column = 0
      while index < scalars.count, scalars[index] != "\n", scalars[index] != "\r" {
        column += width(scalars[index])
        if column > position.character { break }
        index += 1
      }
      return index
    }

    private func width(_ scalar: Unicode.Scalar) -> Int {
      switch unit {
      case .utf8: UTF8.width(scalar)
      case .utf16: UTF16.width(scalar)
      case .utf32: 1
      }
    }

    mutating func apply(_ change: LSP.TextDocumentContentChangeEvent) {
      guard let range = change.range else {
        scalars = Array(change.text.unicodeScalars)
        return
      }
      let start = index(range.start)
      scalars.replaceSubrange(start..<max(start, index(range.end)), with: change.text.unicodeScalars)
    }
  }

  private static let pieces = [
    "a", "steps: ", "é", "汉", "😀", "e\u{301}", "\u{FEFF}", "\u{2028}", "\u{85}", "\n", "\r\n", "\r", "  - id: x", "👩‍👩‍👧",
  ]

  private func text(_ generator: inout SeededGenerator, upTo count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
      .joined()
  }

  private func position(_ generator: inout SeededGenerator) -> LSP.Position {
    let line =
      Int.random(in: 0...50, using: &generator) == 0 ? Int(UInt32.max) : Int.random(in: 0...9, using: &generator)
    let column = Int.random(in: 0...50, using: &generator) == 0 ? Int.max : Int.random(in: 0...12, using: &generator)
    return LSP.Position(line: line, character: column)
  }

  @Test(
    "edits in any unit give the text that the protocol describes",
    arguments: [ColumnUnit.utf8, .utf16, .utf32], 0..<60)
  func pitfall02ChangesApplyInOrder(unit: ColumnUnit, seed: UInt64) {
    var generator = SeededGenerator(seed)
    var model = Model(scalars: Array(text(&generator, upTo: 40).unicodeScalars), unit: unit)
    var store = DocumentStore()
    _ = store.open(LSP.TextDocumentItem(uri: "file:///a", version: 0, text: model.string))
    for version in 1...40 {
      var changes: [LSP.TextDocumentContentChangeEvent] = []
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let range = LSP.Range(start: position(&generator), end: position(&generator))
        let isFull = Int.random(in: 0...20, using: &generator) == 0
        let new = text(&generator, upTo: isFull ? 40 : 3)
        changes.append(LSP.TextDocumentContentChangeEvent(range: isFull ? nil : range, text: new))
      }
      // As an editor with several cursors sends them: bottom up.
      if Bool.random(using: &generator), changes.allSatisfy({ $0.range != nil }) {
        changes.sort { ($0.range?.start.line ?? 0) > ($1.range?.start.line ?? 0) }
      }
      for change in changes { model.apply(change) }
      let document = store.change(
        LSP.DidChangeTextDocumentParams(
          textDocument: LSP.VersionedTextDocumentIdentifier(uri: "file:///a", version: version),
          contentChanges: changes), unit: unit, outOfRange: { _ in })
      #expect(document?.text.string == model.string, "version \(version): \(changes)")
      #expect(document?.version == version)
      if document?.text.string != model.string { return }
    }
  }

  @Test("a position survives the way there and back", arguments: [ColumnUnit.utf8, .utf16, .utf32])
  func positions(unit: ColumnUnit) {
    let text = SourceText("\u{FEFF}a😀é\r\nb\r\rc\n\n汉e\u{301}")
    let conversions = Conversions(text, unit)
    var offset = 0
    for scalar in text.string.unicodeScalars {
      let isInCRLF = offset > 0 && text.bytes[offset] == 0x0A && text.bytes[offset - 1] == 0x0D
      if !isInCRLF { #expect(conversions.offset(conversions.position(offset)) == offset) }
      // A place inside a character is its start.
      for inside in offset..<offset + UTF8.width(scalar) {
        #expect(conversions.position(inside) == conversions.position(offset))
      }
      offset += UTF8.width(scalar)
    }
    #expect(conversions.offset(LSP.Position(line: Int.max, character: Int.max)) == text.count)
    #expect(conversions.offset(LSP.Position(line: 0, character: Int.max)) == 10)
    #expect(conversions.isInside(LSP.Position(line: 1, character: 1)))
    #expect(!conversions.isInside(LSP.Position(line: 1, character: 2)))
    #expect(!conversions.isInside(LSP.Position(line: 99, character: 0)))
  }

  @Test("out-of-range positions are told")
  func pitfall04OutOfRange() {
    var told: [LSP.Position] = []
    let range = LSP.Range(start: LSP.Position(line: 0, character: 1), end: LSP.Position(line: 3, character: 0))
    let change = LSP.TextDocumentContentChangeEvent(range: range, text: "x")
    let text = DocumentStore.apply([change], to: SourceText("ab"), unit: .utf16) { told.append($0) }
    #expect(text.string == "ax")
    #expect(told == [range.end])
  }

  @Test("edits get the document's line breaks, once, and overlapping ones are dropped")
  func pitfall09LineBreaks() {
    let windows = Conversions(SourceText("a\r\nb\r\n"), .utf16)
    #expect(windows.edit(TextEdit(TextRange(3, 4), "x\ny\r\nz\n")).newText == "x\r\ny\r\nz\r\n")
    let unix = Conversions(SourceText("a\nb\n"), .utf16)
    #expect(unix.edit(TextEdit(TextRange(2, 3), "x\ny")).newText == "x\ny")
    let edits = [TextEdit(TextRange(2, 3), "2"), TextEdit(TextRange(0, 1), "1")]
    #expect(unix.edits(edits).map(\.newText) == ["1", "2"])
    #expect(unix.edits(edits + [TextEdit(TextRange(0, 3), "3")]).isEmpty)
  }

  @Test("changes of what is not open are refused, reopening replaces, generations only grow")
  func lifecycle() {
    var store = DocumentStore()
    let first = store.open(LSP.TextDocumentItem(uri: "file:///a%20b", text: "1"))
    let second = store.open(LSP.TextDocumentItem(uri: "file:///a b", text: "2"))
    #expect(store.documents.count == 1)
    #expect(second.generation > first.generation)
    let params = LSP.DidChangeTextDocumentParams(
      textDocument: LSP.VersionedTextDocumentIdentifier(uri: "file:///other"), contentChanges: [])
    #expect(store.change(params, unit: .utf16, outOfRange: { _ in }) == nil)
    #expect(store.close(DocumentURI("file:///a%20b"))?.text.string == "2")
    #expect(store.close(DocumentURI("file:///a%20b")) == nil)
  }

  @Test(
    "URIs",
    arguments: [
      ("file:///a/b.yaml", "/a/b.yaml"), ("file:///a%20b/%C3%A4.yaml", "/a b/ä.yaml"), ("file:///a/./b/../c", "/a/c"),
      ("file:///../../x", "/x"), ("FILE:///a", "/a"), ("file:/a", "/a"), ("file://localhost/a", "/a"),
      ("file://server/share/a", "//server/share/a"), ("file:///C%3A/Users/a", "c:/Users/a"),
      ("file:///c:/Users/a", "c:/Users/a"), ("file:///100%", "/100%"), ("file:///a%zz", "/a%zz"),
      ("file:///a?query#part", "/a"), ("file:///a//b", "/a/b"), ("untitled:Untitled-1", nil), ("git:/a?x", nil),
      ("vscode-notebook-cell:/a#b", nil), ("", nil), ("file:", nil),
    ])
  func pitfall22URIs(uri: String, path: String?) {
    #expect(DocumentURI(uri).path == path)
    #expect(DocumentURI(uri).string == uri)
    if let path, !path.hasPrefix("//") { #expect(DocumentURI(path: path).key == DocumentURI(uri).key) }
  }
}
