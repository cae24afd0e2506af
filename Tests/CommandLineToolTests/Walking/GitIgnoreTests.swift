// SPDX-License-Identifier: Apache-2.0
import CommandLineTool
import Foundation
import Testing

@Suite("Ignore files")
struct GitIgnoreTests {
  private static let hasGit = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

  /// lines, then paths with a slash at the end for folders: ignored, not ignored, not spoken of.
  @Test(arguments: [
    ("*.log\n!keep.log", ["a.log", "x/a.log"], ["keep.log"], ["a.txt"]),
    ("build/", ["build/", "x/build/"], [], ["build"]),
    ("/top\na/b", ["top", "a/b"], [], ["x/top", "x/a/b"]),
    ("# c\n\n\\#d\n\\!e", ["#d", "!e"], [], ["# c", "c", "e"]),
    ("a \nb\\ \nc\\\\  \n", ["a", "b ", "c\\"], [], ["a ", "b", "c"]),
    ("\u{FEFF}a\r\nb\r\n", ["a", "b"], [], ["a\r"]),
    ("**/x\na/**\nb/**/c", ["x", "q/x", "a/q", "a/q/r", "b/c", "b/q/r/c"], [], ["a", "bc", "b/q"]),
    ("[", [], [], ["["]),
    ("[a-c]?[!x]", ["bqq", "azz"], [], ["dqq", "bqx", "b/q"]),
    ("*", ["a", "a/b"], [], []),
    ("", [], [], ["a", ""]),
  ])
  func verdicts(_ lines: String, _ ignored: [String], _ kept: [String], _ unspoken: [String]) {
    let file = GitIgnoreFile(Array(lines.utf8))
    for (paths, expected) in [(ignored, true as Bool?), (kept, false), (unspoken, nil)] {
      for path in paths {
        let isFolder = path.hasSuffix("/")
        let verdict = file.verdict(path: isFolder ? String(path.dropLast()) : path, isFolder: isFolder)
        #expect(verdict == expected, "\(lines.debugDescription) on \(path)")
      }
    }
  }

  /// A pattern on which backtracking takes exponential time.
  @Test(.timeLimit(.minutes(20))) func takesNoExponentialTime() {
    let file = GitIgnoreFile(
      Array((String(repeating: "*a", count: 100) + "/**/" + String(repeating: "a*", count: 100) + "b").utf8))
    #expect(
      file.verdict(
        path: String(repeating: "a", count: 2000) + "/" + String(repeating: "a", count: 2000), isFolder: false) == nil)
  }

  private static let names = ["a", "b", "ab", "c.d", "foo", "a b", "é", "[x]", "x-y", "bar"]

  private static func pattern(_ random: inout Seed) -> String {
    let parts = [
      "a", "b", "ab", "foo", "c.d", "*", "**", "?", "[ab]", "[!a]", "[^a-c]", "[[:alpha:]]", "[[:punct:]-]", "*.yaml",
      "/", "/**",
      "**/", "/**/", "a*", "*b", "\\a", "\\*", ".yaml", " ", "\\ ", "é", "[x]", "\\[x\\]", "[]a]", "[a", "[z-a]", "***",
      "bar",
      "[[:nope:]]", "[\\]x]", "x-y", "[a-]", "[!]]", "/*", "*/", "foo/", "#", "!", "[[:alpha]", "\\",
    ]
    var text = random.below(4) == 0 ? "!" : ""
    if random.below(4) == 0 { text += "/" }
    for _ in 0...random.below(4) { text += parts[random.below(parts.count)] }
    if random.below(4) == 0 { text += "/" }
    return text
  }

  /// In a real repository, with ignore files at several levels: the walk finds what git lists as untracked and not ignored.
  @Test(.enabled(if: hasGit, "needs git"))
  func agreesWithGit() throws {
    let folder = try TemporaryFolder()
    try folder.run("git", "init", "-q")
    var random = Seed(state: 20)
    var folders = [""]
    for _ in 0..<25 {
      let parent = folders[random.below(folders.count)]
      let name = parent + Self.names[random.below(Self.names.count)] + "/"
      if name.count < 24, !folders.contains(name) { folders.append(name) }
    }
    for place in folders {
      for name in Self.names where random.below(2) == 0 { try folder.write("", to: "\(place)\(name).yaml") }
    }
    var listed = 0
    var differences: [String] = []
    let rounds = 400
    for _ in 0..<rounds {
      var files: [String] = []
      for place in [".git/info/exclude", ".gitignore"]
        + [folders[random.below(folders.count)], folders[random.below(folders.count)]].map({ $0 + ".gitignore" })
      {
        let lines = (0..<1 + random.below(3)).map { _ in Self.pattern(&random) }
        try folder.write(lines.joined(separator: "\n") + (random.below(2) == 0 ? "\n" : ""), to: place)
        files.append(place)
      }
      let output = try folder.run("git", "ls-files", "-o", "-z", "--exclude-standard").output
      let expected = output.split(separator: "\0").map(String.init).filter { $0.hasSuffix(".yaml") }
      let found = Walker(currentFolder: folder.path).walk([]).files.map(\.path)
      listed += expected.count
      if Set(found) != Set(expected) {
        let rules = try Set(files).map { "\($0): \(try folder.text($0).debugDescription)" }
        differences.append("\(Set(found).symmetricDifference(expected).sorted()) by \(rules)")
      }
      for file in files { try folder.write("", to: file) }
    }
    #expect(differences.isEmpty, "\(differences.count) differ: \(differences.prefix(5).joined(separator: "\n"))")
    // Some files have to be ignored, and some not.
    let total = try folder.run("git", "ls-files", "-o").output.split(separator: "\n").count {
      $0.hasSuffix(".yaml") || $0.hasSuffix(".yaml\"")
    }
    #expect(listed > rounds * total / 10 && listed < rounds * total * 9 / 10)
  }

  @Test(.enabled(if: hasGit, "needs git"))
  func linkedWorkTreesShareTheirExcludes() throws {
    let folder = try TemporaryFolder()
    try folder.run("git", "init", "-q", "main")
    try folder.run(
      "git", "-C", "main", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x")
    try folder.run("git", "-C", "main", "worktree", "add", "-q", "../tree")
    try folder.write("hidden.yaml\n/sub/x.yaml", to: "main/.git/info/exclude")
    for name in ["hidden.yaml", "seen.yaml", "sub/x.yaml", "sub/y.yaml"] { try folder.write("", to: "tree/\(name)") }
    let walker = Walker(currentFolder: folder.at("tree"))
    #expect(walker.walk([]).files.map(\.path) == ["seen.yaml", "sub/y.yaml"])
    // Started further down, the rules above still count.
    #expect(Walker(currentFolder: folder.at("tree/sub")).walk([]).files.map(\.path) == ["y.yaml"])
  }
}

/// A small generator with a seed.
private struct Seed {
  var state: UInt64

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, count)))
  }
}
