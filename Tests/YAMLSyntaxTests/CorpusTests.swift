// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// Trees of real files, against libyaml.
@Suite(.enabled(if: !CorpusFiles.all.isEmpty, "the corpora are not beside the project: set WFLINT_CORPUS"))
struct CorpusTests {
  @Test(arguments: CorpusFiles.groups)
  func `A valid file's tree equals the event stream, and decoding raw bytes equals the values`(_ group: Int) {
    for (_, file) in CorpusFiles.group(group) {
      let tree = YAMLParser.parse(SourceText(bytes: file.bytes))
      #expect(TreeInvariants.breaches(tree).isEmpty, "\(file)")
      let isRepaired = tree.problems.contains { !$0.repair.isEmpty && $0.message.contains("starts a tag") == false }
      guard let expected = EventOracle.dump(file.bytes) else {
        #expect(!tree.problems.isEmpty, "\(file): libyaml refuses it")
        continue
      }
      #expect(!isRepaired, "\(file): libyaml accepts it: \(tree.problems)")
      #expect(tree.dump() == expected, "\(file)")
      checkRawText(tree, file)
      checkComments(tree, file)
    }
  }

  /// Without its comments a file says the same, and has none.
  private func checkComments(_ tree: YAMLTree, _ file: CorpusFiles.File) {
    let edits = tree.comments.map { TextEdit($0.range, String(repeating: " ", count: $0.range.count)) }
    guard let bare = tree.source.applying(edits) else {
      Issue.record("\(file): comments overlap")
      return
    }
    let other = YAMLParser.parse(bare)
    #expect(other.dump() == tree.dump() && other.comments.isEmpty, "\(file)")
  }

  /// Files that libyaml refuses count too: what a repair did not touch decodes exactly.
  private func checkRawText(_ tree: YAMLTree, _ file: CorpusFiles.File) {
    var stack = tree.documents.map(\.root)
    while let node = stack.popLast() {
      stack.append(contentsOf: node.children)
      guard node.kind == .scalar else { continue }
      if !node.decodeRaw().elementsEqual(node.textBytes) {
        Issue.record("\(file) \(node.range): \(String(decoding: node.decodeRaw(), as: UTF8.self)) != \(node.text)")
      }
    }
  }

  @Test(arguments: CorpusFiles.groups)
  func `Every prefix of every file gives a sound tree`(_ group: Int) {
    for (number, file) in CorpusFiles.group(group) {
      let count = file.bytes.count
      // The work for all prefixes is quadratic: by default as many as 8 KB of text in all, spread over the file.
      let step = CorpusFiles.isExhaustive ? 1 : max(1, count * count / 2 / 8_000)
      for length in stride(from: number % step, through: count, by: step) {
        let tree = YAMLParser.parse(SourceText(bytes: Array(file.bytes[..<length])))
        let breaches = TreeInvariants.breaches(tree)
        if let first = breaches.first { Issue.record("\(file) up to \(length): \(first)") }
      }
    }
  }

  static let mutations: [UInt8] = Array(":[\"\t{}-#&*!]'|>%@`,? \n\rx".utf8) + [0x00, 0x85, 0xC2, 0xFF]

  @Test(arguments: CorpusFiles.groups)
  func `Every mutation of one byte gives a sound tree`(_ group: Int) {
    for (number, file) in CorpusFiles.fifty.enumerated() where number % CorpusFiles.groups.count == group {
      let count = file.bytes.count
      let all = count * CorpusTests.mutations.count
      let step = CorpusFiles.isExhaustive ? 1 : max(1, all * count / 250_000)
      for choice in stride(from: number % step, to: all, by: step) {
        var bytes = file.bytes
        bytes[choice / CorpusTests.mutations.count] = CorpusTests.mutations[choice % CorpusTests.mutations.count]
        let tree = YAMLParser.parse(SourceText(bytes: bytes))
        if let first = TreeInvariants.breaches(tree).first { Issue.record("\(file), mutation \(choice): \(first)") }
      }
    }
  }

  @Test(arguments: CorpusFiles.groups)
  func `A dropped line leaves a sound tree`(_ group: Int) {
    for (number, file) in CorpusFiles.group(group) where number % 8 == 0 || CorpusFiles.isExhaustive {
      let text = SourceText(bytes: file.bytes)
      let step = CorpusFiles.isExhaustive ? 1 : max(1, text.lines.lineCount / 8)
      for line in stride(from: 0, to: text.lines.lineCount, by: step) {
        guard let shorter = text.applying([.delete(text.lines.range(ofLine: line))]) else { continue }
        let tree = YAMLParser.parse(shorter)
        if let first = TreeInvariants.breaches(tree).first { Issue.record("\(file) without line \(line): \(first)") }
      }
    }
  }
}
