// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `--fix`, `--unsafe-fixes` and `--diff`: what is written, and what is not.
@Suite struct FixTests {
  enum Encoding: String, CaseIterable, Sendable {
    case utf8
    case utf8WithMark
    case utf16LittleEndian
    case utf16BigEndian

    func bytes(_ text: String) -> [UInt8] {
      switch self {
      case .utf8: Array(text.utf8)
      case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
      case .utf16LittleEndian: [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      case .utf16BigEndian: [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      }
    }
  }

  /// A mended file has its own encoding, line breaks, comments and mode.
  @Test(arguments: Encoding.allCases, ["\n", "\r\n"]) func keepsTheEncoding(encoding: Encoding, lineBreak: String)
    async throws
  {
    let before = ("# é😀\n" + Texts.unknownStep).replacingOccurrences(of: "\n", with: lineBreak)
    let after = before.replacingOccurrences(of: "biuld", with: "build")
    let sandbox = try Sandbox()
    try sandbox.write("a.wf.yaml", encoding.bytes(before))
    #expect(chmod(sandbox.url("a.wf.yaml").path, 0o640) == 0)
    let checked = try await sandbox.run(["check", "a.wf.yaml", "--format", "concise"])
    #expect(checked.status == 1)
    #expect(checked.text.hasPrefix("a.wf.yaml:12:"))
    let fixed = try await sandbox.run(["check", "--fix", "--select", "WF201", "a.wf.yaml"])
    #expect(fixed.status == 0)
    #expect(fixed.errors == "")
    #expect(try sandbox.bytes("a.wf.yaml") == encoding.bytes(after))
    #expect(try sandbox.mode("a.wf.yaml") == 0o640)
    #expect(try sandbox.entries() == ["a.wf.yaml"], "nothing is left beside it")
  }

  /// The offsets of `jsonl` count in the text as UTF-8, a byte order mark included, whatever the file is written in.
  @Test(arguments: Encoding.allCases) func offsetsCountInTheText(encoding: Encoding) async throws {
    let sandbox = try Sandbox()
    let text = "# é😀\n" + Texts.unknownStep
    try sandbox.write("a.wf.yaml", encoding.bytes(text))
    let checked = try await sandbox.run(["check", "--select", "WF201", "a.wf.yaml", "--format", "jsonl"])
    let line = try #require(checked.text.split(separator: "\n").first)
    let found = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let range = try #require(found["range"] as? [String: [String: Int]])
    let start = try #require(range["start"]?["offset"])
    let end = try #require(range["end"]?["offset"])
    let bytes = Array((encoding == .utf8 ? text : "\u{FEFF}" + text).utf8)
    #expect(String(decoding: bytes[start..<end], as: UTF8.self) == "biuld")
  }

  @Test func diffWritesNothing() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.unknownStep, "b.wf.yaml": Texts.workflow("beta")])
    let path = sandbox.url("a.wf.yaml").path
    let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    for arguments in [["check", "--diff"], ["check", "--fix", "--diff"], ["fix", "--diff"]] {
      let result = try await sandbox.run(arguments)
      let expected = """
        --- a/a.wf.yaml
        +++ b/a.wf.yaml
        @@ -8,4 +8,4 @@
           - {type: manual}
         steps:
           - {id: build, name: Build, type: script, run: make, timeout: 5m}
        -  - {id: test, name: Test, type: script, run: make test, timeout: 5m, needs: [biuld]}
        +  - {id: test, name: Test, type: script, run: make test, timeout: 5m, needs: [build]}

        """
      #expect(result.text == expected)
      #expect(try sandbox.text("a.wf.yaml") == Texts.unknownStep)
    }
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == before)
  }

  /// The diff is one that patch(1) takes: applying it gives what `--fix` writes.
  @Test func patchTakesTheDiff() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/patch") else {
      print("skipped: there is no patch(1)")
      return
    }
    let text = Texts.unknownStep + "# no newline at the end"
    let sandbox = try Sandbox(["a.wf.yaml": text])
    let diff = try await sandbox.run(["fix", "--diff", "a.wf.yaml"])
    try sandbox.write("d.patch", Array(diff.output))
    let patch = try await sandbox.run("/usr/bin/patch", ["-s", "-p1", "-i", "d.patch", "-o", "patched"])
    #expect(patch.status == 0, "\(patch.text)\(patch.errors)")
    _ = try await sandbox.run(["fix", "a.wf.yaml"])
    #expect(try sandbox.text("patched") == sandbox.text("a.wf.yaml"))
    #expect(try sandbox.text("a.wf.yaml") == text.replacingOccurrences(of: "biuld", with: "build"))
  }

  /// Text from standard input goes mended to standard output; what is left to say goes elsewhere.
  @Test func standardInputIsAFilter() async throws {
    let sandbox = try Sandbox()
    let result = try await sandbox.run(
      ["check", "--fix", "-", "--stdin-filename", "a.wf.yaml"], input: Texts.unknownStep)
    #expect(result.text == Texts.unknownStep.replacingOccurrences(of: "biuld", with: "build"))
    #expect(result.status == 0)
    let clean = try await sandbox.run(["check", "--fix", "-"], input: Texts.workflow())
    #expect(clean.text == Texts.workflow(), "what needs no fix comes back as it went in")
    #expect(try sandbox.entries() == [])
  }

  /// A link is followed and stays one; a file that is only guessed at is left alone; a clean file is not written.
  @Test func writesOnlyWhatItMust() async throws {
    let reading = "run: \"echo ${{ steps.build.outputs.exit_code }}\""
    let guess = Texts.workflow(steps: "  - {id: test, name: Test, type: script, \(reading), timeout: 5m, needs: []}\n")
    let sandbox = try Sandbox([
      "real.txt": Texts.unknownStep, "clean.wf.yaml": Texts.workflow("beta"), "guess.wf.yaml": guess,
    ])
    try sandbox.link("link.wf.yaml", to: "real.txt")
    let inode = try FileManager.default.attributesOfItem(atPath: sandbox.url("clean.wf.yaml").path)[.systemFileNumber]
    let result = try await sandbox.run(["fix", "link.wf.yaml", "clean.wf.yaml", "guess.wf.yaml"])
    #expect(result.status == 1, "what a safe fix does not mend is still found")
    #expect(result.text.contains("WF207"))
    #expect(try sandbox.text("real.txt").contains("needs: [build]"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: sandbox.url("link.wf.yaml").path) == "real.txt")
    #expect(try sandbox.text("guess.wf.yaml") == guess)
    let now = try FileManager.default.attributesOfItem(atPath: sandbox.url("clean.wf.yaml").path)[.systemFileNumber]
    #expect(inode as? NSNumber == now as? NSNumber)
    _ = try await sandbox.run(["fix", "--unsafe-fixes", "guess.wf.yaml"])
    #expect(try sandbox.text("guess.wf.yaml") != guess)
  }

  /// What cannot be decoded is not written over: half a surrogate pair would be lost.
  @Test func illFormedFilesAreLeftAlone() async throws {
    let sandbox = try Sandbox()
    let bytes =
      Encoding.utf16LittleEndian.bytes("# ") + [0x00, 0xD8]
      + Encoding.utf16LittleEndian.bytes("\n" + Texts.unknownStep).dropFirst(2)
    try sandbox.write("a.wf.yaml", bytes)
    let result = try await sandbox.run(["fix", "a.wf.yaml"])
    #expect(result.status == 2)
    #expect(result.errors.contains("a.wf.yaml") && result.errors.contains("nothing was written"))
    #expect(try sandbox.bytes("a.wf.yaml") == bytes)
  }

  /// Mending twice is mending once.
  @Test func fixingIsStable() async throws {
    let text = """
      schema: wflint/v1
      name: Alpha One
      status: actve
      deployment: web
      timeout: PT1H
      triggers: [{type: manul}]
      steps:
        - {id: build, name: Build, type: scrpt, run: make, timeout: 5 min}
        - {id: test, name: Test, type: script, rnu: make, timeout: 5m, needs: [build, build, test, biuld]}

      """
    let sandbox = try Sandbox(["a.wf.yaml": text])
    _ = try await sandbox.run(["fix", "--unsafe-fixes"])
    let once = try sandbox.text("a.wf.yaml")
    #expect(once != text)
    _ = try await sandbox.run(["fix", "--unsafe-fixes"])
    #expect(try sandbox.text("a.wf.yaml") == once)
    let left = try await sandbox.run(["--format", "concise"])
    #expect(!left.text.contains("error"), "\(left.text)\n\(once)")
  }
}
