// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Which files are looked at, by which configuration, and what they know of each other.
@Suite struct WorkspaceTests {
  /// The lines of a run in the concise format, without their messages: `path code`.
  private func findings(_ sandbox: Sandbox, _ arguments: [String], in folder: String = "") async throws -> [String] {
    let result = try await sandbox.run(["check", "--format", "concise"] + arguments, in: folder)
    #expect(result.status < 2, "\(result.errors)")
    return result.lines.map { line in
      let path = line.prefix { $0 != ":" }
      let code = line.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
      return "\(path) \(code)"
    }
  }

  /// A called workflow is looked up in the whole workspace, and only what was given can be there twice.
  @Test(arguments: [
    (["caller.wf.yaml"], []),
    (["other/stray.wf.yaml"], ["other/stray.wf.yaml WF210"]),
    (["caller.wf.yaml", "other/stray.wf.yaml"], ["other/stray.wf.yaml WF210"]),
    (["deep/er/beta.wf.yaml"], []),
    (["deep/er/beta.wf.yaml", "other/twin.wf.yaml"], ["other/twin.wf.yaml WF112"]),
    (["other"], ["other/stray.wf.yaml WF210"]),
    (["."], ["other/stray.wf.yaml WF210", "other/twin.wf.yaml WF112"]),
  ])
  func looksUpWorkflows(paths: [String], expected: [String]) async throws {
    let sandbox = try Sandbox([
      ".git/HEAD": "", "caller.wf.yaml": Texts.calling("beta"),
      "other/stray.wf.yaml": Texts.calling("omega").replacingOccurrences(of: "name: alpha", with: "name: gamma"),
      "deep/er/beta.wf.yaml": Texts.workflow("beta"), "other/twin.wf.yaml": Texts.workflow("beta"),
    ])
    #expect(try await findings(sandbox, ["--select", "WF112,WF210"] + paths).sorted() == expected.sorted())
  }

  /// From a folder below, and with an absolute path, the workspace is the same.
  @Test func theWorkspaceIsFoundFromAnywhere() async throws {
    let sandbox = try Sandbox([
      ".git/HEAD": "", "a/caller.wf.yaml": Texts.calling("beta"), "b/beta.wf.yaml": Texts.workflow("beta"),
    ])
    #expect(try await findings(sandbox, ["--select", "WF210", "caller.wf.yaml"], in: "a") == [])
    #expect(try await findings(sandbox, ["--select", "WF210"], in: "a") == [])
    #expect(try await findings(sandbox, ["--select", "WF210", sandbox.url("a/caller.wf.yaml").path], in: "b") == [])
    #expect(try await findings(sandbox, ["--select", "WF210", "../a/./caller.wf.yaml"], in: "b") == [])
  }

  @Test func configurationsRule() async throws {
    let sandbox = try Sandbox([
      ".wflint.yaml": """
      rules: {unknown-step: warning}
      exclude: ["old/**", "**/generated-*.wf.yaml"]
      per_file:
        "legacy/**": {WF201: off}
        "legacy/new/*": {WF201: error}
      directory: {teams: {platform: [ann@example.com]}}

      """,
      "a.wf.yaml": Texts.unknownStep, "old/b.wf.yaml": Texts.unknownStep, "x/generated-c.wf.yaml": Texts.unknownStep,
      "legacy/d.wf.yaml": Texts.unknownStep, "legacy/new/e.wf.yaml": Texts.unknownStep,
      "inner/.wflint.yaml": "rules: {WF201: off}\n", "inner/f.wf.yaml": Texts.unknownStep,
    ])
    let select = ["--select", "WF201"]
    #expect(try await findings(sandbox, select) == ["a.wf.yaml WF201", "legacy/new/e.wf.yaml WF201"])
    #expect(try await findings(sandbox, select, in: "legacy") == ["new/e.wf.yaml WF201"])
    let one = try await sandbox.run(["a.wf.yaml"] + select)
    #expect(one.status == 0 && one.text.contains("warning[WF201]"))
    let other = try await sandbox.run(["legacy/new/e.wf.yaml"] + select)
    #expect(other.status == 1 && other.text.contains("error[WF201]"))
    // What is named is checked, whatever walks leave out.
    #expect(try await findings(sandbox, ["old/b.wf.yaml"] + select) == ["old/b.wf.yaml WF201"])
    // The nearest configuration alone counts, but for one that is named.
    #expect(try await findings(sandbox, ["inner/f.wf.yaml"] + select) == [])
    #expect(
      try await findings(sandbox, ["inner/f.wf.yaml", "--config", ".wflint.yaml"] + select) == ["inner/f.wf.yaml WF201"]
    )
  }

  /// A team that the directory does not know is found only where there is a directory.
  @Test func theDirectoryIsRead() async throws {
    let step = "  - {id: ok, name: Ok, type: approval, approvers: [\"team:platfrom\"], timeout: 1h}\n"
    let sandbox = try Sandbox(["a.wf.yaml": Texts.workflow(steps: step), "b/a.wf.yaml": Texts.workflow(steps: step)])
    try sandbox.write("b/.wflint.yaml", Array("directory: {environments: {qa: {}}}\n".utf8))
    #expect(try await findings(sandbox, ["--select", "WF218"]) == [])
    let environment = Texts.workflow(
      steps: "  - {id: up, name: Up, type: deploy, targets: [t], application: a, environment: qaa, timeout: 1h}\n")
    try sandbox.write("b/a.wf.yaml", Array(environment.utf8))
    #expect(try await findings(sandbox, ["--select", "WF218", "b"]).contains("b/a.wf.yaml WF218"))
  }

  @Test func walksHonourIgnoreFiles() async throws {
    let sandbox = try Sandbox([
      ".git/HEAD": "", ".git/info/exclude": "excluded/\n",
      ".gitignore": "# comment\n\nbuild/\n*.tmp.wf.yaml\n/top.wf.yaml\n!keep.tmp.wf.yaml\ndocs/**/x.wf.yaml\n",
      "src/.gitignore": "local.wf.yaml\r\n!build/\n",
    ])
    let files = [
      "a.wf.yaml", "build/b.wf.yaml", "c.tmp.wf.yaml", "keep.tmp.wf.yaml", "top.wf.yaml", "src/top.wf.yaml",
      "src/local.wf.yaml", "src/build/d.wf.yaml", "docs/x.wf.yaml", "docs/p/q/x.wf.yaml", "docs/y.wf.yaml",
      "excluded/e.wf.yaml", ".hidden/f.wf.yaml", ".github/g.wf.yaml", ".h.wf.yaml", "build.wf.yaml", "yml.wf.yml",
      "node/json.wf.json",
    ]
    for file in files { try sandbox.write(file, Array(Texts.unknownStep.utf8)) }
    let found = try await findings(sandbox, ["--select", "WF201"]).map { $0.split(separator: " ")[0] }
    #expect(
      found == [
        ".github/g.wf.yaml", ".h.wf.yaml", "a.wf.yaml", "build.wf.yaml", "docs/y.wf.yaml", "keep.tmp.wf.yaml", "src/build/d.wf.yaml",
        "src/top.wf.yaml", "yml.wf.yml",
      ])
    let below = try await findings(sandbox, ["--select", "WF201", "src"]).map { $0.split(separator: " ")[0] }
    #expect(below == ["src/build/d.wf.yaml", "src/top.wf.yaml"])
    // git, the program that the file is for, sees the same files.
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/git") else { return }
    let real = try Sandbox()
    for name in try sandbox.entries() where !name.hasPrefix(".git/") && sandbox.isFile(name) {
      try real.write(name, try sandbox.bytes(name))
    }
    #expect(try await real.git(["init", "-q"]).status == 0)
    try real.write(".git/info/exclude", Array("excluded/\n".utf8))
    let listed = try await real.git(["ls-files", "--others", "--exclude-standard"])
    let visible = listed.lines.map(String.init).filter {
      ($0.hasSuffix(".wf.yaml") || $0.hasSuffix(".wf.yml")) && !$0.hasPrefix(".hidden/")
    }
    #expect(found.map(String.init) == visible.sorted())
  }

  @Test func linksDoNotLoop() async throws {
    let sandbox = try Sandbox(["in/a.wf.yaml": Texts.unknownStep, "out/b.wf.yaml": Texts.unknownStep])
    try sandbox.link("in/loop", to: ".")
    try sandbox.link("in/up", to: "..")
    try sandbox.link("in/self", to: "self")
    try sandbox.link("in/elsewhere.wf.yaml", to: "../out/b.wf.yaml")
    try sandbox.link("in/broken.wf.yaml", to: "nowhere")
    #expect(mkfifo(sandbox.url("in/pipe.wf.yaml").path, 0o644) == 0)
    #expect(try await findings(sandbox, ["--select", "WF201", "in"]) == ["in/a.wf.yaml WF201"])
  }

  /// The same bytes for any number of threads and any order, doubled names and spellings of paths.
  @Test(arguments: ["text", "json", "sarif", "github", "concise", "jsonl"]) func orderChangesNothing(format: String)
    async throws
  {
    let sandbox = try Sandbox([".git/HEAD": ""])
    var names: [String] = []
    for number in 0..<12 {
      let name = "f\(number % 3)/w\(number).wf.yaml"
      let text = number % 2 == 0 ? Texts.unknownStep : Texts.calling("beta\(number)")
      try sandbox.write(name, Array(text.utf8))
      names.append(name)
    }
    let expected = try await sandbox.run(["check", "--format", format, "--jobs", "1"] + names)
    #expect(expected.status == 1)
    for (jobs, order) in [
      ("4", names), ("1", names.reversed()), ("4", names.reversed() + names), ("3", names.map { "./f0/../" + $0 }),
      ("2", ["."]), ("4", ["f2", "f0", "f1"]), ("4", ["f*/*.wf.yaml"]),
    ] {
      let result = try await sandbox.run(["check", "--format", format, "--jobs", jobs] + order)
      #expect(result.output == expected.output, "--jobs \(jobs) \(order)")
    }
  }

  @Test(
    arguments: [
      ([], "a.wf.yaml", "a.wf.yaml:11:", Int32(1)),
      ([], nil, "<stdin>:11:", 1),
      ([], "sub/b.wf.yaml", "sub/b.wf.yaml:11:", 0),
    ] as [([String], String?, String, Int32)])
  func standardInputHasAName(arguments: [String], name: String?, place: String, status: Int32) async throws {
    let sandbox = try Sandbox(["sub/.wflint.yaml": "rules: {WF201: hint}\n"])
    let naming = name.map { ["--stdin-filename", $0] } ?? []
    let result = try await sandbox.run(["check", "-", "--format", "concise"] + naming, input: Texts.unknownStep)
    #expect(result.status == status)
    #expect(result.text.hasPrefix(place), "\(result.text)\(result.errors)")
    #expect(result.lines.count == 1)
  }

  /// A file on standard input stands for the one of its name: its workspace is known, what is on disk is not counted.
  @Test func standardInputKnowsItsWorkspace() async throws {
    let sandbox = try Sandbox([
      ".git/HEAD": "", "a.wf.yaml": Texts.calling("nobody"), "b.wf.yaml": Texts.workflow("beta"),
    ])
    for (text, expected) in [
      (Texts.calling("beta"), Int32(0)), (Texts.calling("gamma"), 1), (Texts.calling("alpha"), 1),
    ] {
      let result = try await sandbox.run(["check", "-", "--stdin-filename", "a.wf.yaml"], input: text)
      #expect(result.status == expected, "\(result.text)")
    }
  }
}

extension Sandbox {
  func isFile(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url(name).path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// Runs git in this folder.
  func git(_ arguments: [String]) async throws -> CommandResult {
    try await run("/usr/bin/git", arguments)
  }
}
