// SPDX-License-Identifier: Apache-2.0
import CommandLineTool
import Foundation
import SourceText
import Testing

@Suite("Walking")
struct WalkerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in [
      "b.yaml", "a.yml", "A.YAML", "x.txt", ".wflint.yaml", "sub/c.yaml", "sub/deep/d.yaml", ".github/workflows/e.yaml",
      ".git/f.yaml", ".cache/g.yaml", "vendor/h.yaml", "sub-2/i.yaml",
    ] { try folder.write("", to: name) }
  }

  private func walk(_ arguments: [String], excluded: [String] = []) throws -> WalkResult {
    Walker(currentFolder: folder.path, excluded: try excluded.map { text throws in try Glob(text) }).walk(arguments)
  }

  private static let all = [
    ".github/workflows/e.yaml", ".wflint.yaml", "A.YAML", "a.yml", "b.yaml", "sub-2/i.yaml", "sub/c.yaml",
    "sub/deep/d.yaml",
    "vendor/h.yaml",
  ]

  @Test(arguments: [
    ([], all), (["."], all), (["./"], all), ([".", "sub", "b.yaml", "./sub/../sub/c.yaml"], all),
    (["sub"], ["sub/c.yaml", "sub/deep/d.yaml"]), (["./sub//"], ["sub/c.yaml", "sub/deep/d.yaml"]),
    (["x.txt", ".cache/g.yaml"], [".cache/g.yaml", "x.txt"]), ([".cache"], [".cache/g.yaml"]),
    (["*.yaml"], [".wflint.yaml", "b.yaml"]), (["sub/**"], ["sub/c.yaml", "sub/deep/d.yaml"]),
    (["**/[cd].yaml"], ["sub/c.yaml", "sub/deep/d.yaml"]), (["{sub,vendor}/*.yaml"], ["sub/c.yaml", "vendor/h.yaml"]),
    (["sub", "!sub/deep/**"], ["sub/c.yaml"]), (["!**/*.yaml", "!.github"], ["A.YAML", "a.yml"]),
  ])
  func finds(_ arguments: [String], _ expected: [String]) throws {
    let result = try walk(arguments)
    #expect(result.files.map(\.path) == expected)
    #expect(result.problems.isEmpty)
    #expect(try walk(arguments.reversed()) == result)
  }

  @Test func excludes() throws {
    #expect(
      try walk([], excluded: ["vendor/**", "**/deep", "*.y*ml", "sub-?/*", ".github"]).files.map(\.path) == [
        "A.YAML", "sub/c.yaml",
      ])
    // What is named is taken all the same.
    let result = try walk(["vendor/h.yaml", "vendor"], excluded: ["vendor/**"])
    #expect(result.files.map(\.path) == ["vendor/h.yaml"])
    #expect(result.files.map(\.isNamed) == [true])
  }

  @Test func absolutePathsStayAbsolute() throws {
    #expect(try walk([folder.at("sub")]).files.map(\.path) == [folder.at("sub/c.yaml"), folder.at("sub/deep/d.yaml")])
    // Of two ways to show a file the shorter one is taken.
    #expect(try walk([folder.at("b.yaml"), "b.yaml"]).files.map(\.path) == ["b.yaml"])
    let inner = Walker(currentFolder: folder.at("sub/deep"))
    #expect(inner.walk(["../c.yaml", "."]).files.map(\.path) == ["../c.yaml", "d.yaml"])
  }

  @Test func tellsProblems() throws {
    let result = try walk(["nothing.yaml", "no*thing", "gone/*.yaml", "b.yaml", "[x"])
    #expect(result.files.map(\.path) == ["b.yaml"])
    #expect(
      result.problems.map(\.description) == [
        "cannot read [x: no such file or folder", "cannot read gone/*.yaml: no such file or folder",
        "cannot read no*thing: nothing matches", "cannot read nothing.yaml: no such file or folder",
      ])
  }

  @Test func namesWithGlobCharacters() throws {
    try folder.write("", to: "odd/[x].yaml")
    try folder.write("", to: "odd/x.yaml")
    #expect(try walk(["odd/[x].yaml"]).files.map(\.path) == ["odd/[x].yaml"])
  }

  @Test func links() throws {
    let outside = try TemporaryFolder()
    try outside.write("", to: "secret.yaml")
    try folder.link("out", to: outside.path)
    try folder.link("out.yaml", to: outside.at("secret.yaml"))
    try folder.link("sub/up", to: "..")
    try folder.link("sub/self", to: "self")
    try folder.link("sub/gone.yaml", to: "nowhere")
    try folder.link("again.yaml", to: "b.yaml")
    try folder.link("named.yaml", to: "x.txt")
    try folder.link("folder.yaml", to: "sub")
    // Only the link to a file that its own name does not find is new.
    #expect(try walk([]).files.map(\.path) == (Self.all + ["named.yaml"]).sorted())
    #expect(try walk([]).problems.isEmpty)
    // A link that is named is followed wherever it leads.
    #expect(try walk(["out", "out.yaml"]).files.map(\.path) == ["out.yaml"])
    #expect(try walk(["out"]).files.map(\.path) == ["out/secret.yaml"])
    #expect(try walk(["sub/gone.yaml"]).problems.map(\.kind) == [.notFound])
    #expect(try walk(["again.yaml"]).files.map(\.path) == ["again.yaml"])
  }

  @Test func deepFolders() throws {
    var path = folder.path
    for _ in 0..<400 {
      path += "/d"
      mkdir(path, 0o755)
    }
    #expect(try walk([]).files.map(\.path) == Self.all)
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is forbidden to root"))
  func unreadableFolders() throws {
    chmod(folder.at("sub"), 0)
    defer { chmod(folder.at("sub"), 0o755) }
    let result = try walk([])
    #expect(result.problems.map(\.description) == ["cannot list sub: permission denied"])
    #expect(result.files.count == Self.all.count - 2)
  }

  @Test func ignoreFilesWithoutARepository() throws {
    try FileManager.default.removeItem(atPath: folder.at(".git"))
    try folder.write("vendor/\n/*.yml\n", to: ".gitignore")
    try folder.write("!d.yaml\n*\n!deep/\n!d.yaml\n", to: "sub/.gitignore")
    #expect(
      try walk([]).files.map(\.path) == [
        ".github/workflows/e.yaml", ".wflint.yaml", "A.YAML", "b.yaml", "sub-2/i.yaml", "sub/deep/d.yaml",
      ])
    #expect(try walk(["a.yml", "vendor"]).files.map(\.path) == ["a.yml", "vendor/h.yaml"])
    #expect(
      Walker(currentFolder: folder.path, honoursGitIgnore: false).walk([]).files.map(\.path) == Self.all)
  }
}
