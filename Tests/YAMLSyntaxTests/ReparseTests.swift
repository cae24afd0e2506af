// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText
import TestSupport
import Testing

@testable import YAMLSyntax

/// What is read again after an edit equals what is read at once.
@Suite struct ReparseTests {
  private static func expectSame(_ text: SourceText, after old: YAMLTree) -> (tree: YAMLTree, isKept: Bool) {
    let kept = ItemReparse.tree(of: text, after: old)
    let whole = YAMLParser.parse(text)
    if let kept {
      #expect(kept.dump(ranges: true) == whole.dump(ranges: true), "\(text.string)")
      #expect(kept.comments == whole.comments, "\(text.string)")
      #expect(kept.problems == whole.problems, "\(text.string)")
      #expect(kept.decodedText == whole.decodedText, "\(text.string)")
      #expect(
        kept.documents.map(\.range) == whole.documents.map(\.range) && kept.nodeCount == whole.nodeCount,
        "\(text.string)")
    }
    return (kept ?? whole, kept != nil)
  }

  @Test(
    "an edit inside one item keeps the other items; one that reaches further does not",
    arguments: [
      ("steps:\n  - id: a\n  - id: b«x»\n  - id: c\n", true), ("- a: 1\n- b: «22»\n- c: 3\n", true),
      ("steps:\n  - run: |\n      one\n      two«more»\n  # c\n  - id: b\n", true),
      ("steps:\n  - id: a # «c»\n\n  # d\n  - {id: b}\n", true), ("steps:\r\n  - id: a«b»\r\n  - id: b\r\n", true),
      ("steps:\n  - id: \"a\\n«b»\"\n  - id: \"b\\tc\"\nend: \"x\\ty\"\n", true),
      ("steps:\n  - id: a\n  - id: b«x»\n", false), ("steps:\n  - id: a\n  «-» id: b\n  - id: c\n", false),
      ("steps:\n  - id: «\"»a\n  - id: b\n  - id: c\n", false), ("steps:\n  - id: a«: b: c»\n  - id: b\n", false),
      ("a: &x 1\nsteps:\n  - id: a«b»\n  - id: b\n", false), ("steps:\n  - id: a«\n  - id: d»\n  - id: b\n", false),
      ("steps:\n  - id: a«\nkey: d»\n  - id: b\n", false), ("steps: [\n  a«b»,\n  c]\n", false),
      ("x: 1\ny: «2»\nsteps:\n  - id: b\n", false), ("steps:\n  - id: a«\n---\n»\n  - id: c\n", false),
      ("steps:\n  - >-\n    a«\n\n»\n  - |+\n    b\n\n  - c\n", true), ("steps:\n  - |+\n    b«c»\n\n\n  - c\n", true),
    ])
  func places(marked: String, isKept: Bool) throws {
    let parts = MarkedText(marked)
    let range = try #require(parts.ranges.first)
    let new = SourceText(parts.text)
    let old = try #require(new.applying([TextEdit.delete(range)]))
    let tree = YAMLParser.parse(old)
    #expect(Self.expectSame(new, after: tree).isKept == isKept, "\(marked)")
    // And back again.
    _ = Self.expectSame(old, after: YAMLParser.parse(new))
  }

  /// Random edits, each on the tree of the one before it, kept parts and all.
  @Test(arguments: 0..<12) func randomEdits(seed: UInt64) throws {
    var generator = Mixer(state: seed)
    let names = ["production-deploy", "multi-region-deploy", "incident-response", "environment-promotion"]
    let name = names[Int(seed) % names.count]
    let url = RepositoryPaths.root.appendingPathComponent("Examples/\(name).wf.yaml")
    let original = SourceText(try String(contentsOf: url, encoding: .utf8))
    var text = original
    let whole = YAMLParser.parse(text)
    var tree = whole
    var keptCount = 0
    for round in 0..<400 {
      // Broken texts are read as a whole: back to a good one from time to time.
      if round % 4 == 0 {
        text = original
        tree = whole
      }
      let start = Int.random(in: 0..<text.count, using: &generator)
      let end = min(text.count, start + [0, 0, 0, 1, 2, 9].randomElement(using: &generator)!)
      let typed =
        [
          "x", "é", " ", "", "\n", "  - id: n\n", "# c\n", "\"", "|", "a: b", "\t", "[x]", "    k: \"\\u0041\"\n",
          "\r\n",
        ]
        .randomElement(using: &generator)!
      guard String(validating: text.bytes[..<start], as: UTF8.self) != nil,
        String(validating: text.bytes[end...], as: UTF8.self) != nil,
        let next = text.applying([TextEdit(TextRange(start, end), typed)])
      else { continue }
      let result = Self.expectSame(next, after: tree)
      if result.isKept { keptCount += 1 }
      text = next
      tree = result.tree
    }
    #expect(keptCount > 20, "edits are kept apart where they can be")
  }

  private struct Mixer: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}
