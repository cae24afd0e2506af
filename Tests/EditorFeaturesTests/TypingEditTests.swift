// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing

/// Where the cursor's line begins after a line break was typed.
@Suite struct TypingEditTests {
  @Test(arguments: [
    ("steps:\n<|>", 2), ("steps: # all of them\n<|>", 2), ("steps: &s\n<|>", 2), ("steps: !!seq # s\n<|>", 2),
    ("env: &e\n<|>", 2), ("env: &e !!map\n<|>", 2), ("steps:\n  - id: a\n    env: &e # e\n    <|>", 6),
    ("steps:\n  - id: a\n    run: | # lines\n    <|>", 6),
    // The next key of an item.
    ("steps:\n  - id: a\n  <|>", 4), ("steps:\n- id: a # first\n<|>", 2), ("steps:\n  -   id: a\n  <|>\n", 6),
    ("steps:\n  - id: a\n  <|>\n    type: script\n", 4), ("steps:\n  - - id: a\n  <|>\n", 6),
    ("steps:\n  - steps:\n  <|>", 6),
  ])
  func indents(text: String, column: Int) throws {
    for lineBreak in ["\n", "\r\n"] {
      let marked = Marked(("schema: wflint/v1\nname: a\n" + text).replacing("\n", with: lineBreak))
      let edits = typingEdits(in: marked.document, at: marked.cursor)
      let after = try #require(marked.text.applying(edits))
      let line = after.lines.contentRange(ofLine: marked.text.lines.line(at: marked.cursor), in: after.bytes)
      #expect(after[line] == String(repeating: " ", count: column))
    }
  }

  /// Where the editor's own indentation stands, or the line says nothing of the next one.
  @Test(arguments: [
    "steps:\n  <|>", "steps:\n  - id: a\n    <|>", "steps:\n  - id: a\n<|>", "steps:\n  - a\n  <|>",
    "steps:\n  - {id: a}\n  <|>", "name: a &b\n<|>", "name: 'steps:' # x\n<|>", "# steps:\n<|>",
    "run: |\n  - id: &a\n  <|>", "run: |\n  - id: a\n  <|>", "run: |\n  x: # no comment\n  <|>", "steps: [a] # b:\n<|>",
  ])
  func isSilent(text: String) {
    let marked = Marked("schema: wflint/v1\nname: a\n" + text)
    #expect(typingEdits(in: marked.document, at: marked.cursor).isEmpty)
  }
}
