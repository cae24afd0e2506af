// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `wflint fmt`, `init` and `completions`, as processes.
@Suite struct FmtTests {
  private static let rough = Texts.workflow().replacingOccurrences(of: "name: alpha", with: "name:   'alpha'  # kept")

  @Test func writesWhatIsNotFormatted() async throws {
    let sandbox = try Sandbox([
      "a.wf.yaml": Self.rough, "b.wf.yaml": Texts.workflow("beta"), "notes.yaml": "a:   1\n",
    ])
    let check = try await sandbox.run(["fmt", "--check"])
    #expect(check.status == 1 && check.text.contains("a.wf.yaml: not formatted"))
    #expect(try sandbox.text("a.wf.yaml") == Self.rough)
    let diff = try await sandbox.run(["fmt", "--diff", "a.wf.yaml"])
    #expect(diff.status == 1 && diff.text.contains("+name: \"alpha\"  # kept\n"), "\(diff.text)")
    #expect(try await sandbox.run(["fmt"]).status == 0)
    #expect(try sandbox.text("a.wf.yaml").contains("name: \"alpha\"  # kept\n"))
    // What is no business of ours stays as it is, unless it is named: then it is said.
    #expect(try sandbox.text("notes.yaml") == "a:   1\n")
    let named = try await sandbox.run(["fmt", "notes.yaml"])
    #expect(named.status == 2 && named.errors.contains("not a workflow file"))
    let again = try await sandbox.run(["fmt", "--check"])
    #expect(again.status == 0 && again.text.isEmpty && again.errors.isEmpty)
  }

  @Test func leavesBrokenFilesAlone() async throws {
    let broken = Texts.workflow() + "triggers: [\n"
    let sandbox = try Sandbox(["a.wf.yaml": broken, "b.wf.yaml": Self.rough])
    let result = try await sandbox.run(["fmt"])
    #expect(result.status == 2)
    #expect(result.errors.contains("a.wf.yaml:") && result.errors.contains("left alone"), "\(result.errors)")
    #expect(try sandbox.text("a.wf.yaml") == broken)
    #expect(try sandbox.text("b.wf.yaml") != Self.rough, "one broken file stops no other")
  }

  @Test func filtersStandardInput() async throws {
    let sandbox = try Sandbox()
    let result = try await sandbox.run(["fmt", "-"], input: "a:   1\n")
    #expect(result.status == 0 && result.text == "a: 1\n")
    let same = try await sandbox.run(["fmt", "-"], input: "a: 1\n")
    #expect(same.status == 0 && same.text == "a: 1\n")
    let broken = try await sandbox.run(["fmt", "-"], input: "a: [\n")
    #expect(broken.status == 2 && broken.text.isEmpty)
  }

  /// What `init` writes is right by our own standards, and it never overwrites.
  @Test func initializes() async throws {
    let sandbox = try Sandbox([".wflint.yaml": "rules: {}\n"])
    let result = try await sandbox.run(["init"])
    #expect(result.status == 0)
    #expect(result.text.contains(".wflint.yaml: there already"))
    #expect(try sandbox.text(".wflint.yaml") == "rules: {}\n")
    // A link that leads nowhere is somebody's plan, and not followed.
    let linked = try Sandbox()
    try linked.link("deploy.wf.yaml", to: "elsewhere/file.yaml")
    let left = try await linked.run(["init"])
    #expect(left.status == 0 && left.text.contains("deploy.wf.yaml: there already"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: linked.url("deploy.wf.yaml").path).hasPrefix("else"))
    let below = try Sandbox()
    #expect(try await below.run(["init", "services/api"]).status == 0)
    #expect(below.isFile("services/api/deploy.wf.yaml"))
    let fresh = try Sandbox()
    #expect(try await fresh.run(["init"]).status == 0)
    #expect(
      try fresh.entries() == [".pre-commit-config.yaml", ".wflint.yaml", "deploy.sim.yaml", "deploy.wf.yaml"])
    let check = try await fresh.run(["check", "--fail-on", "hint"])
    #expect(check.status == 0, "\(check.text)\(check.errors)")
    let test = try await fresh.run(["test"])
    #expect(test.status == 0, "\(test.text)\(test.errors)")
    let format = try await fresh.run(["fmt", "--check"])
    #expect(format.status == 0, "\(format.text)")
  }

  /// Each shell that is installed reads its script without complaint.
  @Test(arguments: [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])])
  func completionScriptsAreWellFormed(shell: String, options: [String]) async throws {
    let sandbox = try Sandbox()
    let result = try await sandbox.run(["completions", shell])
    #expect(result.status == 0 && result.text.contains("fmt") && result.text.contains("wflint"))
    let paths = ["/bin/\(shell)", "/usr/bin/\(shell)"]
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return }
    try sandbox.write("script", Array(result.output))
    let read = try await sandbox.run(path, options + ["script"])
    #expect(read.status == 0, "\(read.errors)")
  }
}
