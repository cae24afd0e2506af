// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// Random texts, the same in every run: pieces of YAML in any order, and any bytes at all.
struct FuzzTests {
  /// SplitMix64: small, and the same on every machine.
  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let pieces = [
    "a", "b: ", "key:", "- ", "-", "? ", ": ", "[", "]", "{", "}", ", ", ",", "\n", "\n", "\n  ", "\n    ", "\n      ",
    "\n\t",
    " ", "\t", "'", "\"", "''", "\\", "\\n", "\\x4", "#", " # c", "&a ", "*a", "!t ", "!!str ", "!<", "| ", "|", ">-",
    "|+2\n",
    "%TAG", "\n---\n", "\n...\n", "--- ", "@", "`", "${{ x }}", "${{", "é", "日", "😀", "\u{85}", "\u{2028}", "\r\n",
    "\r",
    "\u{FEFF}", "\u{0}", "0x1", "1e3", "null", "~", "<<: ", "=", "https://x",
  ]

  @Test(arguments: 0..<16)
  func `Any sequence of YAML's pieces gives a sound tree`(_ seed: Int) {
    var random = Random(state: UInt64(seed))
    for round in 0..<(CorpusFiles.isExhaustive ? 20_000 : 250) {
      let count = Int.random(in: 1...40, using: &random)
      let text = (0..<count).map { _ in FuzzTests.pieces.randomElement(using: &random) ?? "" }.joined()
      check(YAMLParser.parse(SourceText(text)), "\(seed)/\(round) \(text.debugDescription)")
    }
  }

  @Test(arguments: 0..<16)
  func `Any bytes give a sound tree`(_ seed: Int) {
    var random = Random(state: UInt64(seed) &+ 1000)
    for round in 0..<(CorpusFiles.isExhaustive ? 10_000 : 150) {
      let count = Int.random(in: 0...60, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      check(YAMLParser.parse(SourceText(bytes: bytes)), "\(seed)/\(round) \(bytes)")
      let input = InputDecoding.decode(bytes)
      check(YAMLParser.parse(input.source), "\(seed)/\(round) \(bytes) decoded")
    }
  }

  private func check(_ tree: YAMLTree, _ name: @autoclosure () -> String) {
    if let breach = TreeInvariants.breaches(tree).first { Issue.record("\(name()): \(breach)") }
    // What libyaml reads by itself is read as it is.
    guard tree.problems.isEmpty, let expected = EventOracle.dump(tree.source.bytes) else { return }
    if tree.dump() != expected { Issue.record("\(name()): \(tree.dump()) is not \(expected)") }
    var stack = tree.documents.map(\.root)
    while let node = stack.popLast() {
      stack.append(contentsOf: node.children)
      if node.kind == .scalar, !node.decodeRaw().elementsEqual(node.textBytes) {
        Issue.record("\(name()): \(node.range) decodes to \(node.decodeRaw()), not \(Array(node.textBytes))")
      }
    }
    for offset in stride(from: 0, through: tree.source.count, by: 3) {
      let context = tree.context(at: offset)
      if context.word.end > tree.source.count { Issue.record("\(name()): the word at \(offset) leaves the text") }
    }
  }
}
