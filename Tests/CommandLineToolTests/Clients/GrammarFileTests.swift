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
  ])
  func copiesAreFresh(_ source: String, _ copy: String, _ head: String) throws {
    let text = try String(contentsOf: ClientTools.grammars.appendingPathComponent(source), encoding: .utf8)
    let copied = try String(contentsOf: ClientTools.editors.appendingPathComponent(copy), encoding: .utf8)
    #expect(copied == head + text, "editors/\(copy) is stale: run make editors")
  }
}
