// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import CommandLineTool

/// A command with what it should come to.
private struct Call: Sendable, CustomTestStringConvertible {
  var arguments: [String]
  var status: Int32
  var errors: [String]
  var output: [String]

  init(_ arguments: [String], _ status: Int32, errors: [String] = [], output: [String] = []) {
    self.arguments = arguments
    self.status = status
    self.errors = errors
    self.output = output
  }

  var testDescription: String { (["wflint"] + arguments).joined(separator: " ") }
}

/// Exit status and messages: 0 nothing found, 1 findings, 2 it could not be done.
@Suite struct StatusTests {
  private static let calls: [Call] = [
    Call(["good.wf.yaml"], 0),
    Call(["check", "good.wf.yaml", "--quiet"], 0),
    Call(["bad.wf.yaml"], 1, output: ["bad.wf.yaml:11:", "error[WF201]", "biuld"]),
    Call(["good.wf.yaml", "bad.wf.yaml"], 1),
    Call(["hint.wf.yaml"], 0, output: ["hint[WF206]"]),
    Call(["hint.wf.yaml", "--fail-on", "hint"], 1, output: ["hint[WF206]"]),
    Call(["hint.wf.yaml", "--fail-on", "warning"], 0),
    Call(["hint.wf.yaml", "--severity", "warning", "--fail-on", "hint"], 0),
    Call(["bad.wf.yaml", "--ignore", "WF201"], 0),
    Call(["bad.wf.yaml", "--ignore", "unknown-step"], 0),
    Call(["bad.wf.yaml", "--ignore", "WF1,WF2"], 0),
    Call(["bad.wf.yaml", "--select", "WF1"], 0),
    Call(["bad.wf.yaml", "--select", "WF202", "--select", "unknown-step"], 1),
    // What is given by name must be a workflow; what is found in a folder need not.
    Call(["plain.yaml"], 2, errors: ["plain.yaml", "not a workflow file"]),
    Call(["plain"], 0, errors: ["no workflow files found in plain"]),
    Call(["empty"], 0, errors: ["no workflow files found in empty"]),
    Call(["empty", "--quiet"], 0),
    Call(["missing.wf.yaml"], 2, errors: ["missing.wf.yaml", "no such file"]),
    Call(["missing.wf.yaml", "bad.wf.yaml"], 2, errors: ["no such file"], output: ["error[WF201]"]),
    Call(["*.nothing"], 2, errors: ["*.nothing", "nothing matches"]),
    Call(["g*.wf.yaml"], 0),
    Call(["pipe.wf.yaml"], 2, errors: ["pipe.wf.yaml", "is a pipe"]),
    Call(["dangling.wf.yaml"], 2, errors: ["dangling.wf.yaml", "no such file"]),
    Call(["linked.wf.yaml"], 1, output: ["linked.wf.yaml:11:"]),
    Call(["circle.wf.yaml"], 2, errors: ["circle.wf.yaml", "lead in a circle"]),
    Call(["good.wf.yaml/inside.wf.yaml"], 2, errors: ["no such file"]),
    // A folder may be called like a workflow.
    Call(["folder.wf.yaml"], 1, output: ["folder.wf.yaml/bad.wf.yaml:11:"]),
    // Broken configurations: said once, with their place.
    Call(["misspelt"], 2, output: ["misspelt/.wflint.yaml:1:9", "WF999"]),
    Call(["torn"], 2, output: ["torn/.wflint.yaml:1:"]),
    Call(["good.wf.yaml", "--config", "nowhere.yaml"], 2, errors: ["nowhere.yaml"]),
    // Usage.
    Call(["check", "--select", "unknwn-step"], 2, errors: ["unknwn-step", "did you mean `unknown-step`"]),
    Call(["check", "--ignore", "zzzzzzzz"], 2, errors: ["no rule is called `zzzzzzzz`"]),
    Call(["check", "--dialect", "cobol"], 2, errors: ["cobol", "native"]),
    Call(["check", "--jobs", "0"], 2, errors: ["--jobs"]),
    Call(["check", "--jobs", "many"], 2, errors: ["--jobs"]),
    Call(["check", "--format", "yaml"], 2, errors: ["--format"]),
    Call(["check", "--severity", "loud"], 2, errors: ["--severity"]),
    Call(["check", "--no-such-option"], 2, errors: ["--no-such-option"]),
    Call(["explain"], 2, errors: ["rule"]),
    Call(["explain", "unknwn-step"], 2, errors: ["did you mean `unknown-step`"]),
    Call(["explain", "WF2011"], 2, errors: ["did you mean `WF"]),
    Call(["explain", "WF201"], 0, output: ["unknown-step", "WF201", "```yaml"]),
    Call(["explain", "wf201"], 0, output: ["unknown-step"]),
    Call(["explain", "unknown-step"], 0, output: ["WF201"]),
    Call(["simulate", "missing.wf.yaml"], 2, errors: ["missing.wf.yaml"]),
    Call(["simulate", "plain.yaml"], 2, errors: ["plain.yaml"]),
    Call(["version"], 0, output: ["wflint "]),
    Call(["--version"], 0, output: ["wflint "]),
    Call(["--help"], 0, output: ["check", "simulate", "lsp"]),
    Call(["check", "--help"], 0, output: ["--fail-on", "Exit status"]),
  ]

  @Test(arguments: Self.calls.indices) func endsAsItShould(_ index: Int) async throws {
    let call = Self.calls[index]
    let sandbox = try Self.sandbox()
    let result = try await sandbox.run(call.arguments)
    #expect(result.status == call.status, "\(call.testDescription)\n\(result.text)\(result.errors)")
    for part in call.errors {
      #expect(result.errors.contains(part), "\(call.testDescription): \(part) not in \(result.errors)")
    }
    for part in call.output {
      #expect(result.text.contains(part), "\(call.testDescription): \(part) not in \(result.text)")
    }
    if call.errors.isEmpty { #expect(result.errors == "", "\(call.testDescription)") }
  }

  private static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox([
      "good.wf.yaml": Texts.workflow(), "bad.wf.yaml": Texts.unknownStep, "plain.yaml": "greeting: hello\n",
      "plain/values.yaml": "greeting: hello\n", "folder.wf.yaml/bad.wf.yaml": Texts.unknownStep,
      "hint.wf.yaml": Texts.workflow(
        steps: """
            - {id: test, name: Test, type: script, run: make test, timeout: 5m, needs: [build]}
            - {id: ship, name: Ship, type: script, run: make ship, timeout: 5m, needs: [build, test]}

          """),
      "misspelt/.wflint.yaml": "rules: {WF999: off}\n", "misspelt/good.wf.yaml": Texts.workflow(),
      "torn/.wflint.yaml": "rules: {WF201: off\n", "torn/good.wf.yaml": Texts.workflow(),
      "empty/readme.txt": "nothing here",
    ])
    try sandbox.link("dangling.wf.yaml", to: "nowhere.wf.yaml")
    try sandbox.link("linked.wf.yaml", to: "bad.wf.yaml")
    try sandbox.link("circle.wf.yaml", to: "circle.wf.yaml")
    #expect(mkfifo(sandbox.url("pipe.wf.yaml").path, 0o644) == 0)
    return sandbox
  }

  /// A reader that goes away after a line is no failure, and no signal ends the process: the status is that of what was
  /// found, whenever the reader went.
  @Test(arguments: ["text", "concise", "json", "sarif", "github"]) func closedPipesEndQuietly(format: String)
    async throws
  {
    let sandbox = try Sandbox()
    for number in 0..<400 { try sandbox.write("w\(number).wf.yaml", Array(Texts.unknownStep.utf8)) }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    // The process must not hold the reading end itself, or the pipe never breaks.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    async let result = sandbox.run(
      Sandbox.executable.path, ["check", "--format", format], output: writing)
    // One byte has come: the process is writing. More than a pipe holds is still to come.
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async {
        var byte: UInt8 = 0
        _ = read(reading, &byte, 1)
        close(reading)
        continuation.resume()
      }
    }
    let ended = try await result
    close(writing)
    #expect(ended.status == 1)
    #expect(ended.errors == "")
  }

  /// What cannot be written is no clean result.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"),
    arguments: [
      ["check"], ["check", "--format", "json"], ["rules"], ["explain", "WF201"], ["simulate", "a.wf.yaml"],
      ["graph", "a.wf.yaml"], ["version"],
    ]) func fullDisksAreTold(arguments: [String]) async throws
  {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.workflow()])
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    try #require(full >= 0)
    let ended = try await sandbox.run(Sandbox.executable.path, arguments, output: full)
    close(full)
    #expect(ended.status == 2)
    #expect(ended.errors.contains("wflint: cannot write the output: "), "\(ended.errors)")
  }

  /// Which of several reasons decides; a rule that goes wrong is in no file that one could write here.
  @Test func whatWeighsMost() {
    func status(_ isDone: Bool, _ isBroken: Bool, _ isClean: Bool) -> Int32 {
      CheckRun.status(isDone: isDone, isBroken: isBroken, isClean: isClean)
    }
    #expect(status(true, false, true) == 0 && status(true, false, false) == 1)
    #expect(status(true, true, true) == 3 && status(true, true, false) == 3)
    #expect(status(false, true, false) == 2 && status(false, false, true) == 2)
  }

  /// Each command's help says what it is for, and shows how it is called.
  @Test func helpShowsExamples() async throws {
    let sandbox = try Sandbox()
    let list = try #require(try await sandbox.run(["--help"]).text.components(separatedBy: "SUBCOMMANDS:\n").last)
    let commands = list.split(separator: "\n").filter {
      $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See")
    }
    .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(commands.contains("check") && commands.count > 12, "\(commands)")
    for command in commands {
      let result = try await sandbox.run([command, "--help"])
      #expect(result.status == 0 && result.text.contains("OVERVIEW: ") && result.text.contains("Example"), "\(command)")
      #expect(result.text.contains("  wflint \(command)"), "\(command): \(result.text)")
    }
  }
}
