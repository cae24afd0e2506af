// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reporting

@Suite("Unified diff")
struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, path: String = "f.yaml", isColoured: Bool = false) -> String {
    String(
      decoding: UnifiedDiff.render(old: Array(old.utf8), new: Array(new.utf8), path: path, isColoured: isColoured),
      as: UTF8.self)
  }

  private static let header = "--- a/f.yaml\n+++ b/f.yaml\n"

  @Test(arguments: [
    ("a\n", "a\n", ""),
    ("a\nb\nc\n", "a\nx\nc\n", header + "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
    ("", "a\n", header + "@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", header + "@@ -1 +0,0 @@\n-a\n"),
    ("a", "a\n", header + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
    ("a\nb", "x\nb", header + "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n"),
    ("a\r\nb\r\n", "a\r\nc\r\n", header + "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n3\n4\n5\n6\n7\n8\ny\n",
      header + "@@ -1,9 +1,9 @@\n 1\n-2\n+x\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+y\n"
    ),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
      header + "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"
    ),
    ("b\nc\nd\ne\nf\n", "b\nc\nd\ne\na\nf\n", header + "@@ -2,4 +2,5 @@\n c\n d\n e\n+a\n f\n"),
  ])
  func golden(_ old: String, _ new: String, _ expected: String) { #expect(diff(old, new) == expected) }

  @Test(arguments: [
    ("a b.yaml", "--- a/a b.yaml\t\n"), ("a\"\n.yaml", "--- \"a/a\\\"\\012.yaml\"\n"), ("é.yaml", "--- a/é.yaml\n"),
  ])
  func paths(_ path: String, _ header: String) { #expect(diff("a\n", "b\n", path: path).hasPrefix(header)) }

  @Test func colours() {
    #expect(
      diff("a\n", "b\n", isColoured: true)
        == "\u{1B}[1m--- a/f.yaml\u{1B}[0m\n\u{1B}[1m+++ b/f.yaml\u{1B}[0m\n\u{1B}[36m@@ -1 +1 @@\u{1B}[0m\n"
        + "\u{1B}[31m-a\u{1B}[0m\n\u{1B}[32m+b\u{1B}[0m\n")
  }

  private func randomTexts(_ count: Int, lines: Int, letters: Int) -> [([Int], [Int])] {
    var random = SystemSeed(state: 42)
    return (0..<count).map { _ in
      let old = (0..<random.below(lines)).map { _ in random.below(letters) }
      var new = old
      for _ in 0..<random.below(5) {
        let place = random.below(new.count + 1)
        if random.below(2) == 0 || place == new.count {
          new.insert(random.below(letters), at: place)
        } else {
          new.remove(at: place)
        }
      }
      return random.below(4) == 0 ? (old, (0..<random.below(lines)).map { _ in random.below(letters) }) : (old, new)
    }
  }

  /// The changes turn the old lines into the new ones, and no smaller set does: the quadratic table is the oracle.
  @Test func changesAreRightAndFewest() {
    for (old, new) in randomTexts(2000, lines: 24, letters: 5) {
      let bytes = { (line: Int) in ArraySlice([UInt8(line)]) }
      let changes = LineDifference(old.map(bytes), new.map(bytes)).changes
      var result: [Int] = []
      var position = 0
      for change in changes {
        result += old[position..<change.old.lowerBound] + new[change.new]
        #expect(!change.old.isEmpty || !change.new.isEmpty)
        position = change.old.upperBound
      }
      result += old[position...]
      #expect(result == new)
      var table = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
      for row in old.indices {
        for column in new.indices {
          table[row + 1][column + 1] =
            old[row] == new[column]
            ? table[row][column] + 1 : max(table[row][column + 1], table[row + 1][column])
        }
      }
      let fewest = old.count + new.count - 2 * table[old.count][new.count]
      #expect(changes.reduce(0) { $0 + $1.old.count + $1.new.count } == fewest, "\(old) -> \(new)")
    }
  }

  /// git applies what is printed and gets the new bytes, with every ending and line break.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/git"), "needs git"))
  func gitApplies() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var patch = Data()
    var expected: [(URL, Data)] = []
    let endings = ["\n", "\r\n", "", "\n\n"]
    for (number, (old, new)) in randomTexts(200, lines: 40, letters: 9).enumerated() {
      let join = { (lines: [Int], ending: String) in
        Data((lines.map { "line \($0)" }.joined(separator: number % 2 == 0 ? "\n" : "\r\n") + ending).utf8)
      }
      let before = join(old, endings[number % 4])
      let after = join(new, endings[(number / 4) % 4])
      // git takes an empty file on one side for one that is made or deleted.
      if before.isEmpty || after.isEmpty { continue }
      let name = "f \(number)é\"\\.yaml"
      try before.write(to: folder.appendingPathComponent(name))
      patch += Data(UnifiedDiff.render(old: Array(before), new: Array(after), path: name))
      expected.append((folder.appendingPathComponent(name), after))
    }
    let file = folder.appendingPathComponent("all.patch")
    try patch.write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["apply", "-p1", "--whitespace=nowarn", "all.patch"]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(expected.count > 150)
    for (file, after) in expected { #expect(try Data(contentsOf: file) == after) }
  }

  /// Texts that have nothing or little in common take neither long nor much memory, and keep the lines they share.
  @Test(.timeLimit(.minutes(20))) func largeTexts() {
    let old = (0..<20_000).map { "old \($0)" }
    var new = (0..<20_000).map { "new \($0)" }
    for place in stride(from: 0, to: 20_000, by: 1000) { new[place] = "old \(place)" }
    let changes = LineDifference(old.map { Array($0.utf8)[...] }, new.map { Array($0.utf8)[...] }).changes
    #expect(changes.reduce(0) { $0 + $1.old.count } == 20_000 - 20)
  }
}

/// A small generator with a seed.
private struct SystemSeed {
  var state: UInt64

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, count)))
  }
}
