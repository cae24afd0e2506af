// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// What is being written at a cursor, marked `<|>`.
struct ContextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: String
    var testDescription: String { text }

    init(_ text: String, _ expected: String) {
      self.text = text
      self.expected = expected
    }
  }

  /// Expected: the place, `in` the container's path with its kind's bracket, `of` the key, the `[word]`, and flags.
  static let cases: [Case] = [
    // Keys.
    Case("<|>", "key ?"),
    Case("st<|>", "value [st] ?"),
    Case("st<|>eps: 1\n", "key in {} [steps]"),
    Case("a: 1\nst<|>\n", "key in {} [st]"),
    Case("a: 1\nst<|>\nb: 2\n", "key in {} [st]"),
    Case("a: 1\n<|>\nb: 2\n", "key in {} ?"),
    Case("a: 1\n<|>", "key in {} ?"),
    Case("<|>\na: 1\n", "key in {} ?"),
    Case("steps:\n  - id: x\n    ty<|>\n", "key in {steps/[0]} [ty]"),
    Case("steps:\n  - id: x\n    <|>\n", "key in {steps/[0]} ?"),
    Case("steps:\n  - id: x\n    <|>\n  - id: y\n", "key in {steps/[0]} ?"),
    Case("steps:\n  - id: x\n    with:\n      a: 1\n    <|>\n", "key in {steps/[0]} ?"),
    Case("steps:\n  - id: x\n    with:\n      a: 1\n      <|>\n", "key in {steps/[0]/with} ?"),
    Case("steps:\n  - id: x\n<|>\n", "key in {} ?"),
    Case("steps:\n  - id: x\n  <|>\n", "value in [steps] ?"),
    Case("steps:\n  - id: x\n\n\n  # c\n    <|>\n", "key in {steps/[0]} ?"),
    Case("with:\n  <|>\n", "key of with ?"),
    Case("with:\n  <|>\nb: 1\n", "key of with ?"),
    Case("with:\n  x<|>\nb: 1\n", "value in {} of with [x] ?"),
    Case("with:\n  <|>\n  a: 1\n", "key in {with} of with ?"),
    Case("steps:\n  <|>\n  - id: a\n", "value in [steps] of steps ?"),
    Case("a:\n  b: 1\n <|>\n", "key in {} ?"),
    Case("needs:\n- a\n<|>\nb: 1\n", "key in {} ?"),
    // Values.
    Case("a: <|>\n", "value in {} of a"),
    Case("a:<|>\n", "value in {} of a"),
    Case("type: dep<|>\n", "value in {} of type [dep]"),
    Case("type: dep<|>loy # c\n", "value in {} of type [deploy]"),
    Case("steps:\n  - id: x\n    type: <|>\n  - id: y\n", "value in {steps/[0]} of type"),
    Case("- <|>\n", "value in [] ?"),
    Case("- i<|>\n", "value in [] [i] ?"),
    Case("steps:\n  - <|>\n", "value in [steps] ?"),
    Case("steps:\n  - id: x\n  - <|>\n  - id: y\n", "value in [steps] ?"),
    // Brackets.
    Case("needs: [<|>]\n", "value in [needs] flow"),
    Case("needs: [a, <|>\n", "value in [needs] flow"),
    Case("needs: [a, <|>\ntype: x\n", "value in [needs] flow"),
    Case("needs: [a, b<|>\ntype: x\n", "value in [needs] [b] flow"),
    Case("- {id: a, <|>}\n", "key in {[0]} flow"),
    Case("- {id: a, t<|>}\n", "key in {[0]} [t] flow"),
    Case("- {id: a, type: <|>}\n", "value in {[0]} of type flow"),
    Case("- {id: a, type: <|>\n- b\n", "value in {[0]} of type flow"),
    Case("- {<|>\n", "key in {[0]} flow"),
    Case("a: [\n  b,\n  <|>\n]\n", "value in [a] flow"),
    // Texts and comments.
    Case("a: \"x<|>y\"\n", "text in {} of a [xy]"),
    Case("a: \"x<|>\nb: 1\n", "text in {} of a [x]"),
    Case("a: |\n  x<|>\n", "text in {} of a [|\n  x]"),
    Case("a: |\n  x\n  <|>\nb: 1\n", "text in {} of a [|\n  x]"),
    Case("a: 1 # c<|>\n", "comment"),
    Case("# <|>c\na: 1\n", "comment"),
  ]

  @Test(arguments: cases)
  func `The cursor's context`(_ item: Case) throws {
    let parts = item.text.split(separator: "<|>", omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    let tree = YAMLParser.parse(SourceText(parts.joined()))
    let context = tree.context(at: parts[0].utf8.count)
    var text = context.place.rawValue
    if let container = context.container {
      let path = container.path.map(\.description).joined(separator: "/")
      text += container.kind == .mapping ? " in {\(path)}" : " in [\(path)]"
    }
    if let key = context.key { text += " of \(key.text)" }
    if !context.word.isEmpty { text += " [\(tree.source[context.word])]" }
    if context.isFlow { text += " flow" }
    if context.mayBeKey { text += " ?" }
    #expect(text == item.expected, "\(tree.dump(ranges: true)) \(context.word)")
  }
}
