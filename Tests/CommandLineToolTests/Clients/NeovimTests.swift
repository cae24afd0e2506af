// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// Real editors against the built server.
@Suite struct NeovimTests {
  /// Neovim's path; nil where it is not installed (`apt-get install neovim`, `brew install neovim`).
  static let neovim: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/nvim" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  @Test(.enabled(if: neovim != nil, "Neovim is not installed"))
  func anAuthorsFirstMinute() async throws {
    let neovim = try #require(Self.neovim)
    let sandbox = try Sandbox([
      "deploy.wf.yaml": """
      schema: wflint/v1
      name: deploy
      steps:
        - {id: plan, type: script, run: make}
        - {id: apply, type: script, run: make, needs: [paln]}

      """
    ])
    let script = RepositoryPaths.root.appendingPathComponent("Tests/CommandLineToolTests/Clients/neovim.lua")
    let result = try await sandbox.run(
      "/usr/bin/env",
      [
        "SERVER=\(Sandbox.executable.path)", "FOLDER=\(sandbox.folder.path)", neovim, "--headless", "-u", "NONE", "-i",
        "NONE", "-c", "luafile \(script.path)",
      ])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.split(separator: "\n").count { $0.hasPrefix("ok ") } == 12)
  }
}
