// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// Real editors, set up by the files of `editors/`, against the built server: each opens a file, gets diagnostics, and does what
/// it can of completing, renaming, applying a fix and formatting.
@Suite struct EditorClientTests {
  private static func environment(_ sandbox: Sandbox) -> [String: String] {
    ["SERVER": Sandbox.executable.path, "FOLDER": sandbox.folder.path, "EDITORS": ClientTools.editors.path]
  }

  /// The one of the system, which starts the client by itself before 0.11, and that of PyPI, with `vim.lsp.enable`.
  @Test(.enabled(if: !ClientTools.neovims.isEmpty, "Neovim is not installed"), arguments: ClientTools.neovims)
  func neovim(executable: String) async throws {
    let sandbox = try Sandbox.withMistake()
    let script = ClientTools.scripts.appendingPathComponent("neovim.lua")
    let result = try await sandbox.run(
      executable,
      ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile \(script.path)"], with: Self.environment(sandbox))
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.split(separator: "\n").count { $0.hasPrefix("ok ") } == 26)
  }

  @Test(.enabled(if: ClientTools.emacsWithEglot != nil, "Emacs with eglot is not installed"))
  func eglot() async throws {
    try await emacs(ClientTools.emacsWithEglot, "eglot.el", checks: 17)
  }

  @Test(.enabled(if: ClientTools.emacsWithLSPMode != nil, "Emacs with lsp-mode is not installed"))
  func lspMode() async throws {
    try await emacs(ClientTools.emacsWithLSPMode, "lspmode.el", checks: 14)
  }

  private func emacs(_ emacs: String?, _ name: String, checks: Int) async throws {
    let sandbox = try Sandbox.withMistake()
    let script = ClientTools.scripts.appendingPathComponent(name)
    let result = try await sandbox.run(
      try #require(emacs), ["--batch", "-l", script.path], with: Self.environment(sandbox))
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.split(separator: "\n").count { $0.hasPrefix("ok ") } == checks)
  }

  @Test(.enabled(if: ClientTools.hasModules("pytest_lsp"), "pytest-lsp is not installed"))
  func pytestLSP() async throws {
    let sandbox = try Sandbox()
    let script = ClientTools.scripts.appendingPathComponent("test_lsp_client.py")
    let example = RepositoryPaths.root.appendingPathComponent("Examples/production-deploy.wf.yaml")
    let result = try await sandbox.run(
      try #require(ClientTools.python), ["-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", script.path],
      with: ["SERVER": Sandbox.executable.path, "EXAMPLE": example.path])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.contains("4 passed"))
  }

  /// With the files copied to where the page says: Kate asks, starts the server, and shows, renames, formats and saves.
  @Test(.enabled(if: ClientTools.canDriveKate, "Kate, Xvfb, xdotool or Python is not installed"))
  func kate() async throws {
    let script = ClientTools.scripts.appendingPathComponent("kate_client.py")
    let result = try await Sandbox().run(
      try #require(ClientTools.python),
      ["-B", script.path, Sandbox.executable.path, ClientTools.editors.path])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.split(separator: "\n").count { $0.hasPrefix("ok ") } == 26)
  }

  /// `:make` with `:compiler wflint` fills the quickfix list.
  @Test(.enabled(if: ClientTools.path("vim") != nil, "Vim is not installed"))
  func vim() async throws {
    let sandbox = try Sandbox.withMistake()
    let output = sandbox.url("out.txt")
    // Vim in this mode ends with 1 however it went.
    _ = try await sandbox.run(
      try #require(ClientTools.path("vim")),
      ["-es", "-N", "-u", "NONE", "-i", "NONE", "-S", ClientTools.scripts.appendingPathComponent("vim.vim").path],
      with: Self.environment(sandbox).merging(["OUT": output.path]) { $1 })
    let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    #expect(
      lines == [
        "filetype yaml", "deploy.wf.yaml:5:50 e [WF201] no step is called `paln`; did you mean `plan`?",
      ])
  }

  @Test(.enabled(if: ClientTools.vimWithALE != nil, "Vim with ALE is not installed"))
  func ale() async throws {
    let sandbox = try Sandbox.withMistake()
    let output = sandbox.url("out.txt")
    _ = try await sandbox.run(
      try #require(ClientTools.vimWithALE),
      ["-es", "-N", "-u", "NONE", "-i", "NONE", "-S", ClientTools.scripts.appendingPathComponent("ale.vim").path],
      with: Self.environment(sandbox).merging(["OUT": output.path]) { $1 })
    let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    #expect(
      lines == [
        "root 1", "5:50-53 E WF201 no step is called `paln`; did you mean `plan`?", "left 0", "other 1",
      ])
  }

  /// The extension with the editor's interface played; what it declares is what it registers.
  @Test(.enabled(if: ClientTools.path("node") != nil, "Node is not installed"))
  func visualStudioCode() async throws {
    let result = try await Sandbox().run(
      try #require(ClientTools.path("node")),
      [
        ClientTools.scripts.appendingPathComponent("vscode_extension.js").path,
        ClientTools.editors.appendingPathComponent("vscode").path,
      ])
    #expect(result.status == 0 && result.text.hasPrefix("ok "), "\(result.text)\(result.errors)")
  }
}
