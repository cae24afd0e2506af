// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import Testing

@testable import LanguageServer

/// What writes itself means what its type's own coding means.
@Suite struct DirectlyWrittenTests {
  private static let range = LSP.Range(
    start: LSP.Position(line: 1, character: 2), end: LSP.Position(line: 3, character: 40))
  private static let text = "a \"b\" \\ \n é 😀 \u{1}"
  private static let edit = LSP.TextEdit(range: range, newText: text)

  private static let full = LSP.CompletionItem(
    label: text, labelDetails: LSP.CompletionItemLabelDetails(detail: text, description: "d"), kind: .reference,
    tags: [.deprecated], detail: text, documentation: .text(text), deprecated: true, preselect: false,
    sortText: "00001", filterText: "f", insertText: text, insertTextFormat: .snippet, insertTextMode: .asIs,
    textEdit: .replace(edit), textEditText: "t", additionalTextEdits: [edit, edit], commitCharacters: [".", ":"],
    command: LSP.Command(title: text, command: "c", arguments: [1, "x"]), data: ["a": [1, nil]])

  private func expectSame(_ value: some Encodable) throws {
    let bytes: [UInt8] = try #require(Payload.encode(value))
    let written = try Payload.decode(JSONValue.self, from: bytes)
    #expect(written == (try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))))
  }

  @Test func completionsAreWhole() throws {
    // A member that comes to the type has to come to its writing.
    for member in Mirror(reflecting: Self.full).children {
      let value = Mirror(reflecting: member.value)
      #expect(value.displayStyle != .optional || !value.children.isEmpty, "\(member.label ?? "") is absent")
    }
    try expectSame(Self.full)
    try expectSame(LSP.CompletionItem(label: ""))
    var other = Self.full
    other.textEdit = .insertOrReplace(newText: Self.text, insert: Self.range, replace: Self.range)
    try expectSame(LSP.CompletionList(isIncomplete: true, items: [other, Self.full, LSP.CompletionItem(label: "x")]))
  }

  @Test func editsAreWhole() throws {
    try expectSame(Self.edit)
    try expectSame([Self.edit, Self.edit])
    try expectSame(["x": Self.range])
  }
}
