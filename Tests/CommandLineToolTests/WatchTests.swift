// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `wflint check --watch` and `--progress`, as processes.
@Suite struct WatchTests {
  /// A running `wflint`, ended with the test.
  private final class Child: Sendable {
    private let process: pid_t
    private let streams: URL

    init(_ arguments: [String], in folder: URL) throws {
      let streams = FileManager.default.temporaryDirectory.appendingPathComponent("wflint-watch-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
      let paths = ["in", "out", "err"].map { streams.appendingPathComponent($0).path }
      try Data().write(to: URL(fileURLWithPath: paths[0]))
      let spawn = Spawn(
        executable: Sandbox.executable.path, arguments: arguments, folder: folder.path, streams: paths)
      process = try #require(spawn.start())
      self.streams = streams
    }

    deinit {
      kill(process, SIGKILL)
      _ = Spawn.end(of: process)
      try? FileManager.default.removeItem(at: streams)
    }

    /// What was written so far.
    func text(_ stream: String) -> String {
      (try? String(contentsOf: streams.appendingPathComponent(stream), encoding: .utf8)) ?? ""
    }

    /// Waits until a stream holds what is asked for; the minute is a bound against hanging.
    func waits(for stream: String, _ holds: (String) -> Bool) async throws -> Bool {
      for _ in 0..<3000 {
        if holds(text(stream)) { return true }
        try await Task.sleep(for: .milliseconds(20))
      }
      return false
    }
  }

  private static func runs(_ text: String) -> Int { text.components(separatedBy: "watching ").count - 1 }

  /// A file that changes, comes, goes, and the configuration: each makes one more report.
  @Test func checksAgainAfterEachChange() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.workflow()])
    let child = try Child(["check", "--watch", "--format", "concise"], in: sandbox.folder)
    #expect(try await child.waits(for: "err") { Self.runs($0) == 1 }, "\(child.text("err"))")
    #expect(!child.text("out").contains("WF201"))
    #expect(child.text("err").contains("watching 1 file;"))

    try sandbox.write("a.wf.yaml", Array(Texts.unknownStep.utf8))
    #expect(try await child.waits(for: "out") { $0.contains("a.wf.yaml:11:") && $0.contains("error[WF201]") })
    #expect(try await child.waits(for: "err") { Self.runs($0) >= 2 })

    try sandbox.write("sub/b.wf.yaml", Array(Texts.unknownStep.replacingOccurrences(of: "alpha", with: "beta").utf8))
    #expect(try await child.waits(for: "out") { $0.contains("sub/b.wf.yaml:11:") })
    #expect(try await child.waits(for: "err") { $0.contains("watching 2 files;") })

    try sandbox.write(".wflint.yaml", Array("rules: {unknown-step: hint}\n".utf8))
    #expect(try await child.waits(for: "out") { $0.contains("hint[WF201]") })

    let before = Self.runs(child.text("err"))
    try FileManager.default.removeItem(at: sandbox.url("sub/b.wf.yaml"))
    #expect(try await child.waits(for: "err") { Self.runs($0) > before })
  }

  @Test(arguments: [["check", "-", "--watch"], ["check", "--watch", "a", "-"]])
  func standardInputCannotBeWatched(_ arguments: [String]) async throws {
    let result = try await Sandbox().run(arguments)
    #expect(result.status == 2 && result.errors.contains("--watch"))
  }

  /// Where it is asked for, progress goes to standard error and leaves standard output alone.
  @Test func progressIsSaid() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.workflow("one"), "b.wf.yaml": Texts.workflow("two")])
    let said = try await sandbox.run(["check", "--progress", "always"])
    #expect(said.status == 0 && said.errors.contains("checked 0 of 2 files\n"))
    #expect(said.errors.hasSuffix("checked 2 of 2 files\n"))
    let silent = try await sandbox.run(["check"])
    #expect(silent.errors.isEmpty && silent.output == said.output, "no terminal, no progress")
  }

  /// https://no-color.org and https://force-color.org; the option weighs more than both.
  @Test(arguments: [
    ([], [:], false), ([], ["FORCE_COLOR": "1"], true), ([], ["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
    (["--color", "always"], ["NO_COLOR": "1"], true), (["--color", "never"], ["FORCE_COLOR": "1"], false),
  ])
  func coloursAreAsWished(_ options: [String], _ variables: [String: String], _ isColoured: Bool) async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.unknownStep])
    let settings =
      ["-u", "NO_COLOR", "-u", "FORCE_COLOR"] + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let result = try await sandbox.run("/usr/bin/env", settings + [Sandbox.executable.path, "check"] + options)
    #expect(result.status == 1 && result.text.contains("\u{1B}[") == isColoured)
  }

  /// A hook names every file; what the configuration excludes is left out where that is wanted.
  @Test(arguments: ["check", "fmt"])
  func excludesHoldForNamedFiles(_ command: String) async throws {
    let bad = Texts.unknownStep.replacingOccurrences(of: "name: alpha", with: "name:   alpha")
    let sandbox = try Sandbox([".wflint.yaml": "exclude: [\"vendor/**\"]\n", "vendor/a.wf.yaml": bad])
    let check = command == "fmt" ? ["fmt", "--check"] : [command]
    #expect(try await sandbox.run(check + ["vendor/a.wf.yaml"]).status == 1)
    #expect(try await sandbox.run(check + ["--force-exclude", "vendor/a.wf.yaml"]).status == 0)
  }

  /// A mistake in the configuration is a finding where it stands, also for who names another file, and said once.
  @Test func aConfigurationMistakeIsAFinding() async throws {
    let sandbox = try Sandbox([".wflint.yaml": "rules:\n  unknwn-step: off\n", "a.wf.yaml": Texts.workflow()])
    for arguments in [["check"], ["check", "a.wf.yaml"], ["check", ".wflint.yaml"]] {
      let result = try await sandbox.run(arguments + ["--format", "json"])
      #expect(result.status == 2 && result.errors.isEmpty, "\(result.errors)")
      let found = value(try result.json(), "diagnostics", "0")
      #expect(value(found, "path") as? String == ".wflint.yaml")
      #expect(value(found, "range", "start", "line") as? Int == 2)
      #expect(value(found, "range", "end", "column") as? Int == 14)
      #expect(value(found, "fixes", "0", "edits", "0", "replacement") as? String == "unknown-step")
    }
    let other = try await sandbox.run(["check", "--select", "WF201"])
    #expect(other.status == 2 && other.errors.contains(".wflint.yaml:2:3: "), "not shown, so it is said")
  }
}
