// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// `wflint diff` over the pipe.
@Suite struct DiffTests {
  static let old = """
    schema: wflint/v1
    name: deploy
    status: active
    environment: production
    timeout: 3h
    triggers: [{type: schedule, cron: "0 4 * * 1", timezone: UTC}]
    steps:
      - {id: plan, type: iac, project: network, action: plan}
      - {id: gate, type: approval, approvers: ["team:platform"], required_approvals: 2, timeout: 1h, allow_self_approval: false}
      - {id: apply, type: iac, project: network, action: apply, plan: plan, timeout: 10m}
      - {id: test, type: script, run: make}

    """

  /// An edit of the old file, and what is said of it.
  @Test(arguments: [
    ("required_approvals: 2", "required_approvals: 1", "weakened: `gate` needs 1 approval, 2 until now"),
    ("required_approvals: 2", "required_approvals: 3", "strengthened: `gate` needs 3 approvals, 2 until now"),
    ("\"team:platform\"", "\"team:platform\", \"team:web\"", "weakened: `team:web` may approve `gate` too"),
    ("allow_self_approval: false", "allow_self_approval: true", "weakened: whoever starts the run may approve `gate`"),
    (
      "timeout: 1h, allow", "timeout: 1h, on_timeout: skip, allow",
      "weakened: when nobody answers `gate`: skip, reject until now"
    ),
    (
      "timeout: 1h, allow", "timeout: 1h, on_timeout: skip, allow",
      "weakened: a run reaches `apply`, which changes production, without a granted approval"
    ),
    ("timeout: 10m", "timeout: 20m", "changed: `apply` may take 20m at most, 10m until now"),
    (", timeout: 10m", "", "weakened: `apply` may take for ever: its timeout of 10m is gone"),
    ("0 4 * * 1", "0 5 * * 1", "changed: a run starts on the schedule `0 5 * * 1`"),
    (
      "triggers: [", "triggers: [{type: git_push, branches: [main]}, ",
      "weakened: a run also starts on pushes to `main`"
    ),
    (
      "action: apply, plan", "action: apply, needs: [plan], plan", "weakened: `apply` does not wait for `gate` any more"
    ),
    (
      "timeout: 3h\n", "timeout: 3h\nconcurrency: {policy: allow}\n",
      "weakened: a second run: it is refused until now, both run at one time from now on"
    ),
    (
      "- {id: test, type: script, run: make}", "- {id: check, type: script, run: make}",
      "changed: the step `test` is gone"
    ),
    (
      "- {id: test, type: script, run: make}",
      "- {id: extra, type: iac, project: dns, action: apply, needs: [plan], plan: plan}",
      "weakened: `extra` is a new way to production without a granted approval"
    ),
  ])
  func editsAreSaid(before: String, after: String, words: String) async throws {
    let changed = Self.old.replacingOccurrences(of: before, with: after)
    #expect(changed != Self.old)
    let sandbox = try Sandbox(["old.wf.yaml": Self.old, "new.wf.yaml": changed])
    let result = try await sandbox.run(["diff", "old.wf.yaml", "new.wf.yaml", "--fail-on", "weakened"])
    #expect(result.text.contains(words), "\(result.text)\(result.errors)")
    #expect(result.status == (result.text.contains("weakened: ") ? 1 : 0))
  }

  @Test func aGateThatIsGoneOpensThePath() async throws {
    let new = Self.old.split(separator: "\n").filter { !$0.contains("id: gate") }.joined(separator: "\n") + "\n"
    let sandbox = try Sandbox(["old.wf.yaml": Self.old, "new.wf.yaml": new])
    let json = try #require(
      try await sandbox.run(["diff", "old.wf.yaml", "new.wf.yaml", "--format", "json"]).json() as? [String: Any])
    #expect(json["weakened"] as? Bool == true)
    let files = try #require(json["files"] as? [[String: Any]])
    let changes = (files.first?["changes"] as? [[String: String]] ?? []).compactMap { $0["text"] }
    #expect(changes.contains("the approval `gate` is gone"))
    #expect(
      changes.contains("a run reaches `apply`, which changes production, without a granted approval"), "\(changes)")
    let back = try await sandbox.run(["diff", "new.wf.yaml", "old.wf.yaml", "--format", "markdown"])
    #expect(back.text.contains("| strengthened | path | `apply` runs only after a granted approval |"), "\(back.text)")
    let same = try await sandbox.run(["diff", "old.wf.yaml", "old.wf.yaml", "--fail-on", "any"])
    #expect(same.status == 0 && same.text == "nothing changes for operators\n")
  }

  /// Against a revision of git, by name and by `--base`.
  @Test func revisionsAreRead() async throws {
    let sandbox = try Sandbox(["deploy.wf.yaml": Self.old])
    for arguments in [
      ["init", "-q"], ["add", "."],
      ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a"],
    ] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git"] + arguments
      process.currentDirectoryURL = sandbox.folder
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        print("skipped: git does not work here")
        return
      }
    }
    try sandbox.write(
      "deploy.wf.yaml",
      Array(Self.old.replacingOccurrences(of: "required_approvals: 2", with: "required_approvals: 1").utf8))
    for arguments in [
      ["HEAD:deploy.wf.yaml", "deploy.wf.yaml"], ["--base", "HEAD"], ["--base", "HEAD", "deploy.wf.yaml"],
    ] {
      let result = try await sandbox.run(["diff"] + arguments + ["--fail-on", "weakened"])
      #expect(
        result.status == 1 && result.text.contains("`gate` needs 1 approval, 2 until now"),
        "\(result.text)\(result.errors)")
    }
    let gone = try await sandbox.run(["diff", "--base", "nowhere", "deploy.wf.yaml"])
    #expect(gone.status == 2 && gone.errors.contains("nowhere:deploy.wf.yaml: git: "), "\(gone.errors)")
    #expect(try await sandbox.run(["diff", "--base", "--output=x", "deploy.wf.yaml"]).status == 2)
    #expect(try await sandbox.run(["diff", "deploy.wf.yaml"]).status == 2)
  }
}
