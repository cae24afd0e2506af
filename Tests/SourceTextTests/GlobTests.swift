// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("main", ["main"], ["mainx", "xmain", "", "Main"]),
    ("*", ["main", ""], ["a/b"]),
    ("release/*", ["release/1", "release/"], ["release/1/2", "release"]),
    ("release/**", ["release/1", "release/1/2", "release/"], ["release", "prerelease/1"]),
    ("**", ["", "a", "a/b/c"], []),
    ("**/x.yaml", ["x.yaml", "a/x.yaml", "a/b/x.yaml"], ["ax.yaml", "a/yx.yaml"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "a/x/yb"]),
    ("a**b", ["ab", "a/b", "axxb"], ["a", "b"]),
    ("v?", ["v1", "vé", "v😀"], ["v", "v12", "v/"]),
    ("[a-c]x", ["ax", "cx"], ["dx", "x", "-x"]),
    ("[!a-c]x", ["dx"], ["ax", "/x", "x"]),
    ("[^a]", ["b"], ["a", "/"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("{main,release/*}", ["main", "release/1"], ["release", "{main,release/*}"]),
    ("{a,b{c,d}}.wf.yaml", ["a.wf.yaml", "bc.wf.yaml", "bd.wf.yaml"], ["b.wf.yaml", "ac.wf.yaml"]),
    ("{a,}b", ["ab", "b"], ["a"]),
    (#"\*"#, ["*"], ["a", #"\*"#]),
    ("*.wf.yaml", ["a.wf.yaml", ".wf.yaml"], ["a.wf.yml", "d/a.wf.yaml"]),
  ])
  func matches(pattern: String, yes: [String], no: [String]) throws {
    let glob = try Glob(pattern)
    for text in yes { #expect(glob.matches(text), "\(pattern) should match \(text)") }
    for text in no { #expect(!glob.matches(text), "\(pattern) should not match \(text)") }
  }

  /// What is not closed is no glob, and says so.
  @Test(arguments: ["[abc", "{a,b", #"a\"#])
  func refusesWhatIsNotClosed(pattern: String) {
    #expect(throws: GlobError.self) { try Glob(pattern) }
  }

  /// The last glob that matches decides.
  @Test(arguments: [
    (["main"], "main", true), (["!main"], "main", false), ([], "main", false),
    (["**", "!docs/**"], "docs/a.md", false), (["**", "!docs/**"], "src/a.c", true),
    (["**", "!docs/**", "docs/keep.md"], "docs/keep.md", true), (["!a", "a"], "a", true),
    (["a", "a", "!a"], "a", false), (["{a,b}", "!b"], "b", false),
  ])
  func lists(globs: [String], text: String, expected: Bool) throws {
    #expect(try GlobList(globs.map { try Glob($0) }).includes(text) == expected)
  }

  /// What makes naive matchers take forever.
  @Test(.timeLimit(.minutes(1))) func takesNoExponentialTime() throws {
    let text = String(repeating: "a", count: 2000)
    #expect(try !Glob(String(repeating: "*a", count: 60) + "b").matches(text))
    #expect(try !Glob(String(repeating: "**/", count: 60) + "b").matches(String(repeating: "a/", count: 500)))
    let braces = try Glob(String(repeating: "{a,b}", count: 30))
    #expect(!braces.matches(String(repeating: "c", count: 30)))
  }
}
