// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The grammars for editors, by the engines that editors use, and their copies where editors want them.
@Suite struct GrammarFileTests {
  @Test(.enabled(if: ClientTools.hasModules("onigurumacffi"), "onigurumacffi is not installed"))
  func textMate() async throws {
    let result = try await Sandbox().run(
      try #require(ClientTools.python),
      [
        "-B", ClientTools.scripts.appendingPathComponent("textmate.py").path,
        ClientTools.grammars.appendingPathComponent("textmate").path,
      ])
    #expect(result.status == 0, "\(result.lines.filter { !$0.hasPrefix("ok ") })\(result.errors)")
    #expect(result.lines.count { $0.hasPrefix("ok ") } > 40)
  }

  @Test(.enabled(if: ClientTools.hasModules("tree_sitter", "tree_sitter_yaml"), "tree-sitter is not installed"))
  func treeSitter() async throws {
    let result = try await Sandbox().run(
      try #require(ClientTools.python),
      [
        "-B", ClientTools.scripts.appendingPathComponent("tree_sitter_queries.py").path,
        ClientTools.grammars.appendingPathComponent("tree-sitter").path,
        RepositoryPaths.root.appendingPathComponent("Examples").path,
      ])
    #expect(result.status == 0, "\(result.lines.filter { !$0.hasPrefix("ok ") })\(result.errors)")
    #expect(result.lines.count { $0.hasPrefix("ok ") } > 25)
  }

  /// An editor's folder has to hold what it needs; the first line may say how it adds to the editor's own queries.
  @Test(arguments: [
    ("textmate/wflint.tmLanguage.json", "vscode/syntaxes/wflint.tmLanguage.json", ""),
    ("textmate/wflint.injection.tmLanguage.json", "vscode/syntaxes/wflint.injection.tmLanguage.json", ""),
    ("tree-sitter/injections.scm", "neovim/after/queries/yaml/injections.scm", "; extends\n"),
    ("tree-sitter/highlights.scm", "neovim/after/queries/yaml/highlights.scm", "; extends\n"),
    ("tree-sitter/injections.scm", "helix/queries/injections.scm", "; inherits: yaml\n"),
    ("tree-sitter/highlights.scm", "helix/queries/highlights.scm", "; inherits: yaml\n"),
    ("tree-sitter/injections.scm", "zed/languages/wflint/injections.scm", ""),
    // There our language does not inherit YAML's queries.
    ("tree-sitter/yaml.scm tree-sitter/highlights.scm", "zed/languages/wflint/highlights.scm", ""),
  ])
  func copiesAreFresh(_ sources: String, _ copy: String, _ head: String) throws {
    var text = try sources.split(separator: " ").map { source in
      try String(contentsOf: ClientTools.grammars.appendingPathComponent(String(source)), encoding: .utf8)
    }.joined()
    // Helix knows no offsets and does without all queries of a language that has one; its themes call numbers otherwise.
    if copy.hasPrefix("helix/") {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      text = lines.filter { !$0.contains("(#offset! ") }.joined(separator: "\n")
        .replacing("@number", with: "@constant.numeric")
    }
    let copied = try String(contentsOf: ClientTools.editors.appendingPathComponent(copy), encoding: .utf8)
    #expect(copied == head + text, "editors/\(copy) is stale: run make editors")
  }

  /// The files of editors that cannot be had here: what the editors' own parsers take, as the script has written it down from
  /// their sources, and that the files agree with each other.
  @Test(.enabled(if: ClientTools.hasModules("tomllib"), "Python 3.11 is not installed"))
  func editorFiles() async throws {
    let sandbox = try Sandbox.withMistake()
    let found = try await sandbox.run(["check", "--format", "concise", "--quiet", "deploy.wf.yaml"])
    let result = try await sandbox.run(
      try #require(ClientTools.python),
      [
        "-B", ClientTools.scripts.appendingPathComponent("editor_files.py").path, ClientTools.editors.path,
        RepositoryPaths.root.appendingPathComponent("docs").path,
      ], input: Array(found.output))
    #expect(result.status == 0, "\(result.lines.filter { !$0.hasPrefix("ok ") })\(result.errors)")
    #expect(result.lines.count { $0.hasPrefix("ok ") } > 80)
  }

  /// Kate's mode, by the engine that Kate has: found by the file's name, and coloured as YAML.
  @Test(
    .enabled(if: ClientTools.path("kate-syntax-highlighter") != nil, "kate-syntax-highlighter is not installed"),
    arguments: ["deploy.wf.yaml", "deploy.sim.yml", ".wflint.yaml"])
  func kate(_ name: String) async throws {
    let mode = try String(contentsOf: ClientTools.editors.appendingPathComponent("kate/wflint.xml"), encoding: .utf8)
    let sandbox = try Sandbox([name: "schema: wflint/v1\n", "data/org.kde.syntax-highlighting/syntax/wflint.xml": mode])
    let result = try await sandbox.run(
      try #require(ClientTools.path("kate-syntax-highlighter")), [name],
      with: ["XDG_DATA_HOME": sandbox.url("data").path, "QT_QPA_PLATFORM": "offscreen"])
    #expect(result.status == 0 && result.text.contains("Definition (wflint)"), "\(result.text)\(result.errors)")
    #expect(result.text.contains(">schema</span>"))
  }

  /// The snippets of VS Code, with their placeholders as they are, are right by our own standards.
  @Test func snippetsAreRight() async throws {
    let file = ClientTools.editors.appendingPathComponent("vscode/snippets/wflint.json")
    let snippets = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [String: Any]])
    func expanded(_ name: String) throws -> String {
      let lines = try #require(snippets[name]?["body"] as? [String])
      return lines.joined(separator: "\n").replacing(/\$\{\d+:([^}]*)\}/) { String($0.1) }.replacing("$0", with: "")
    }
    func below(_ head: String, _ name: String) throws -> String {
      head + "\n" + (try expanded(name).split(separator: "\n").map { "  \($0)\n" }.joined())
    }
    let workflow = try expanded("Workflow")
    let steps = workflow.components(separatedBy: "steps:\n")
    let files = [
      "deploy.wf.yaml": workflow, "deploy.sim.yaml": try expanded("Scenarios"),
      "script.wf.yaml": "schema: wflint/v1\nname: one\n" + (try below("steps:", "Script step")),
      "approval.wf.yaml": "schema: wflint/v1\nname: two\n" + (try below("steps:", "Script step"))
        + (try below("", "Approval step")),
      "schedule.wf.yaml": "schema: wflint/v1\nname: three\n" + (try below("triggers:", "Schedule trigger"))
        + "steps:\n" + steps[1],
    ]
    let result = try await Sandbox(files).run(["check"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(snippets.count == 5)
  }
}
