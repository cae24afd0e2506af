// SPDX-License-Identifier: Apache-2.0
import SourceText
import TestSupport
import Testing

@Suite struct EditTests {
  @Test(
    arguments: [
      ("abcdef", [TextEdit(TextRange(1, 2), "XY"), .delete(TextRange(4, 6))], "aXYcd"),
      ("abcdef", [.delete(TextRange(4, 6)), TextEdit(TextRange(1, 2), "XY")], "aXYcd"),
      ("ab", [.insert("1", at: 1), .insert("2", at: 1)], "a12b"),
      ("ab", [.insert("x", at: 2), .insert("y", at: 0)], "yabx"),
      ("a😀b", [TextEdit(TextRange(1, 5), "é")], "aéb"),
      ("abc", [TextEdit(TextRange(0, 2), "x"), TextEdit(TextRange(2, 3), "y")], "xy"),
      ("abc", [], "abc"),
      ("abc", [TextEdit(TextRange(0, 2), "x"), TextEdit(TextRange(1, 3), "y")], nil),
      ("abc", [TextEdit(TextRange(0, 4), "x")], nil),
      ("abc", [TextEdit(TextRange(0, 3), "x"), .insert("y", at: 1)], nil),
      ("", [.insert("x", at: 1)], nil),
    ] as [(String, [TextEdit], String?)])
  func applies(text: String, edits: [TextEdit], expected: String?) {
    #expect(SourceText(text).applying(edits)?.string == expected)
  }

  /// Disjoint edits all at once are the same as one by one from the back.
  @Test func atOnceIsTheSameAsFromTheBack() {
    var generator = SplitMix(seed: 11)
    for _ in 0..<2000 {
      let text = String((0..<30).map { _ in "abcdefgh\n".randomElement(using: &generator) ?? "a" })
      var cuts = Set((0..<8).map { _ in Int.random(in: 0...text.utf8.count, using: &generator) }).sorted()
      if cuts.count % 2 == 1 { cuts.removeLast() }
      var edits: [TextEdit] = []
      for pair in stride(from: 0, to: cuts.count, by: 2) {
        let replacement = String(repeating: "z", count: Int.random(in: 0...3, using: &generator))
        edits.append(TextEdit(TextRange(cuts[pair], cuts[pair + 1]), replacement))
      }
      var slow = Array(text.utf8)
      for edit in edits.reversed() {
        slow.replaceSubrange(edit.range.start..<edit.range.end, with: edit.replacement.utf8)
      }
      edits.shuffle(using: &generator)
      #expect(SourceText(text).applying(edits)?.bytes == slow)
    }
  }
}
