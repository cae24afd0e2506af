// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `check --baseline` and `--statistics`.
@Suite struct BaselineTests {
  private let select = ["--select", "WF201"]

  @Test func knownFindingsAreSilent() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.unknownStep, "sub/b.wf.yaml": Texts.unknownStep])
    let arguments = ["check", "--baseline", "known.json"] + select
    let missing = try await sandbox.run(arguments)
    #expect(missing.status == 2 && missing.errors.contains("known.json"))
    let written = try await sandbox.run(arguments + ["--update-baseline"])
    #expect(written.status == 0 && written.errors.contains("2 known findings"), "\(written.errors)")
    let findings = value(try JSONSerialization.jsonObject(with: Data(sandbox.bytes("known.json"))), "findings")
    #expect((findings as? [Any])?.count == 2)
    #expect(value(findings, "1", "path") as? String == "sub/b.wf.yaml")
    #expect(try await sandbox.run(arguments).status == 0)

    // Lines above move the finding, which stays known; also from another folder.
    try sandbox.write("sub/b.wf.yaml", Array(("# one\n\n" + Texts.unknownStep).utf8))
    #expect(try await sandbox.run(arguments).status == 0)
    let below = try await sandbox.run(["check", "--baseline", "../known.json"] + select, in: "sub")
    #expect(below.status == 0, "\(below.text)")

    // A new one is reported, alone.
    let more = Texts.unknownStep + "  - {id: ship, name: Ship, type: script, run: make, timeout: 5m, needs: [tset]}\n"
    try sandbox.write("a.wf.yaml", Array(more.utf8))
    let new = try await sandbox.run(arguments + ["--format", "concise"])
    #expect(new.status == 1 && new.lines.count == 1 && new.text.contains("tset"), "\(new.text)")

    // A mended one is said to be gone; updating from one file keeps what is known of the other.
    try sandbox.write("a.wf.yaml", Array(Texts.workflow().utf8))
    let gone = try await sandbox.run(arguments)
    #expect(gone.status == 0 && gone.errors.contains("1 known findings are gone"), "\(gone.errors)")
    let updated = try await sandbox.run(arguments + ["--update-baseline", "a.wf.yaml"])
    #expect(updated.errors.contains("1 known findings"))
    #expect(try await sandbox.run(arguments).status == 0)
  }

  @Test func brokenBaselinesAreRefused() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.unknownStep, "known.json": "{"])
    let result = try await sandbox.run(["check", "--baseline", "known.json"] + select)
    #expect(result.status == 2 && result.errors.contains("not a baseline") && result.text.contains("WF201"))
    #expect(try await sandbox.run(["check", "--update-baseline"]).status == 2)
  }

  @Test func statisticsCount() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.unknownStep, "b.wf.yaml": Texts.unknownStep])
    let text = try await sandbox.run(["check", "--statistics"] + select)
    #expect(text.status == 1 && text.text == "2  WF201  unknown-step  (2 with --fix)\n", "\(text.text)")
    let json = try await sandbox.run(["check", "--statistics", "--format", "json"] + select).json()
    #expect(value(json, "0", "count") as? Int == 2 && value(json, "0", "code") as? String == "WF201")
    #expect(try await sandbox.run(["check", "--statistics", "--format", "sarif"]).status == 2)
  }
}
