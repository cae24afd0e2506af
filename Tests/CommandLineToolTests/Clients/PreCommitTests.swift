// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The hooks with the real pre-commit on a real repository.
///
/// `language: swift` would build the binary anew for each test, which `.ci/run` does once; here the same entries run the one that
/// was built.
@Suite(.enabled(if: ClientTools.hasModules("pre_commit"), "pre-commit is not installed"))
struct PreCommitTests {
  /// A repository with the hooks of `.pre-commit-hooks.yaml`, those of the system's path.
  private static func repository(_ files: [String: String], _ configuration: String? = nil) async throws -> Sandbox {
    let manifest = RepositoryPaths.root.appendingPathComponent(".pre-commit-hooks.yaml")
    let hooks = try String(contentsOf: manifest, encoding: .utf8).replacingOccurrences(
      of: "language: swift", with: "language: system")
    let indented = hooks.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { "      \($0)\n" }.joined()
    let sandbox = try Sandbox(
      files.merging([".pre-commit-config.yaml": configuration ?? "repos:\n  - repo: local\n    hooks:\n\(indented)"]) {
        $1
      })
    #expect(try await sandbox.git(["init", "-q"]).status == 0)
    #expect(try await sandbox.git(["add", "-A"]).status == 0)
    return sandbox
  }

  private static func run(_ arguments: [String], in sandbox: Sandbox) async throws -> CommandResult {
    let folder = Sandbox.executable.deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try await sandbox.run(
      try #require(ClientTools.python), ["-m", "pre_commit"] + arguments,
      with: ["PATH": "\(folder):\(path)", "PRE_COMMIT_HOME": sandbox.url(".git/cache").path])
  }

  @Test func theManifestIsValid() async throws {
    let manifest = RepositoryPaths.root.appendingPathComponent(".pre-commit-hooks.yaml")
    let result = try await Self.run(["validate-manifest", manifest.path], in: Sandbox())
    #expect(result.status == 0, "\(result.text)\(result.errors)")
  }

  /// Each hook passes or fails as its command would; what is excluded and what is no workflow is left alone.
  @Test func hooksPassAndFail() async throws {
    let scenario = StarterTexts.scenario
    let sandbox = try await Self.repository([
      "deploy.wf.yaml": Texts.workflow("deploy"), "deploy.sim.yaml": scenario,
      ".wflint.yaml": "exclude: [\"vendor/**\"]\n",
      "vendor/bad.wf.yaml": Texts.unknownStep, "other.yaml": "a:   [\n",
    ])
    let clean = try await Self.run(["run", "--all-files"], in: sandbox)
    #expect(clean.status == 0, "\(clean.text)\(clean.errors)")
    #expect(clean.text.components(separatedBy: "Passed").count == 5, "\(clean.text)")

    try sandbox.write(
      "deploy.wf.yaml", Array((Texts.unknownStep + "# end   \n").replacingOccurrences(of: "alpha", with: "deploy").utf8)
    )
    #expect(try await sandbox.git(["add", "-A"]).status == 0)
    let check = try await Self.run(["run", "wflint"], in: sandbox)
    #expect(check.status == 1 && check.text.contains("deploy.wf.yaml:11:") && check.text.contains("WF201"))
    let format = try await Self.run(["run", "wflint-fmt"], in: sandbox)
    #expect(format.status == 1 && format.text.contains("files were modified by this hook"))
    #expect(try await sandbox.git(["add", "-A"]).status == 0)
    let fix = try await Self.run(["run", "wflint-fix"], in: sandbox)
    #expect(fix.status == 1 && fix.text.contains("files were modified by this hook"), "\(fix.text)")
    #expect(try sandbox.text("deploy.wf.yaml").contains("needs: [build]"))
    #expect(try sandbox.text("vendor/bad.wf.yaml") == Texts.unknownStep, "it is excluded")

    try sandbox.write(
      "deploy.sim.yaml", Array(scenario.replacingOccurrences(of: "duration: 3m}", with: "duration: 4m}").utf8))
    #expect(try await sandbox.git(["add", "-A"]).status == 0)
    let test = try await Self.run(["run", "wflint-test"], in: sandbox)
    #expect(test.status == 1 && test.text.contains("expected"), "\(test.text)")
  }

  /// What `wflint init` writes works as it is, at a real commit.
  @Test func whatInitWritesStopsACommit() async throws {
    let sandbox = try Sandbox()
    #expect(try await sandbox.run(["init"]).status == 0)
    #expect(try await sandbox.git(["init", "-q"]).status == 0)
    #expect(try await Self.run(["install"], in: sandbox).status == 0)
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    let folder = Sandbox.executable.deletingLastPathComponent().path
    let path = ["PATH": "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"]
    #expect(try await sandbox.git(["add", "-A"]).status == 0)
    let first = try await sandbox.run("/usr/bin/git", identity + ["commit", "-qm", "first"], with: path)
    #expect(first.status == 0, "\(first.text)\(first.errors)")
    let text = try sandbox.text("deploy.wf.yaml").replacingOccurrences(of: "needs: [build]", with: "needs: [biuld]")
    try sandbox.write("deploy.wf.yaml", Array(text.utf8))
    let second = try await sandbox.run("/usr/bin/git", identity + ["commit", "-qam", "second"], with: path)
    #expect(second.status != 0 && (second.text + second.errors).contains("WF201"), "\(second.text)\(second.errors)")
  }
}

/// A scenario of `Texts.workflow("deploy")`.
private enum StarterTexts {
  static let scenario = """
    schema: wflint-sim/v1
    workflow: deploy.wf.yaml
    scenarios:
      - name: happy path
        mocks:
          build: {duration: 3m}
        expect:
          status: success
          duration: 3m

    """
}
