// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText
import TestSupport
import Testing

/// Scripts inside workflows and the tools of their languages: the real ones where they are installed, and scripts in
/// their place that do what tools should not.
@Suite struct ScriptTests {
  private static func isInstalled(_ tool: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }

  static let hasShellcheck = isInstalled("shellcheck")
  static let hasPython = isInstalled("python3")
  static let hasNode = isInstalled("node")

  private static func workflow(_ steps: String) -> String { "schema: wflint/v1\nname: api\nsteps:\n\(steps)" }

  /// The place of every finding, `line:column code`, next to that of the marks.
  private func check(_ steps: String, expecting codes: [String]) async throws {
    let marked = MarkedText(Self.workflow(steps))
    let source = SourceText(marked.text)
    let expected = zip(marked.ranges, codes).map { range, code in
      let place = source.position(of: range.start, unit: .utf32)
      return "a.wf.yaml:\(place.line + 1):\(place.column + 1): \(code)"
    }
    let result = try await Sandbox(["a.wf.yaml": marked.text]).run([
      "check", "a.wf.yaml", "--format", "concise", "--select", "WF8",
    ])
    #expect(result.lines.count == expected.count, "\(result.text)\(result.errors)")
    for (line, expected) in zip(result.lines, expected) {
      let words = expected.split(separator: " ")
      #expect(line.hasPrefix(words[0]) && line.contains(words[1]), "\(line), expected \(expected)")
    }
  }

  @Test(
    .enabled(if: hasShellcheck, "shellcheck is not installed"),
    arguments: [
      ("  - id: a\n    type: script\n    run: |\n      # é😀\n      rm -r «$TARGET» \"${{ run.id }}\"\n", ["SC2086"]),
      ("  - {id: a, type: script, run: \"echo \\\"é\\\" \\\"«\\x60»date\\x60\\\"\"}\n", ["SC2006"]),
      ("  - id: a\n    type: script\n    shell: sh\n    run: >-\n      true &&\n      «[[ -n $x ]]»\n", ["SC3010"]),
      ("  - id: a\n    type: script\n    run: |\n      if true; then\n        echo «$»(date\n", ["SC1073"]),
      ("  - id: a\n    type: script\n    run: |\n      «i»f true; then\n        make\n", ["SC1046"]),
      // What is said only because an expression is not known yet.
      ("  - {id: a, type: script, run: \"if [ ${{ run.number }} -eq 3 ]; then exit ${{ run.number }}; fi\"}\n", []),
      (
        "  - {id: a, type: script, run: \"case ${{ run.id }} in a) make;; esac; . ./env.sh; echo \\\"$region\\\"\"}\n",
        []
      ),
      ("  - id: a\n    type: script\n    run: |\n      # shellcheck disable=SC2086\n      rm -r $TARGET\n", []),
    ]) func shellcheckSpeaksAtItsPlace(steps: String, codes: [String]) async throws
  {
    try await check(steps, expecting: codes)
  }

  @Test(
    .enabled(if: hasPython, "python3 is not installed"),
    arguments: [
      "  - id: a\n    type: script\n    shell: python\n    run: |\n      if ready:\n      «print»(\"é\")\n",
      "  - {id: a, type: script, shell: python, run: \"x = \\\"é\\\" «$» 2\"}\n",
      "  - {id: a, type: script, shell: python, run: \"«return» 1\"}\n",
    ]) func pythonCompiles(steps: String) async throws
  { try await check(steps, expecting: ["WF802"]) }

  @Test(
    .enabled(if: hasNode, "node is not installed"),
    arguments: [
      "  - id: a\n    type: script\n    shell: node\n    run: |\n      const a = 1\n      const b = \"é😀\"; const «=» 2\n",
      "  - {id: a, type: script, shell: node, run: \"console.log(«'${{ run.id }}'»]\"}\n",
    ]) func nodeReads(steps: String) async throws
  { try await check(steps, expecting: ["WF803"]) }

  @Test(
    .enabled(if: hasNode && hasPython, "node or python3 is not installed"),
    arguments: [
      "  - {id: a, type: script, shell: node, run: \"import fs from 'fs'; await fs\"}\n",
      "  - {id: a, type: script, shell: python, run: \"print(${{ run.number }}, '${{ run.id }}')\"}\n",
    ]) func soundScriptsAreLeftAlone(steps: String) async throws
  { try await check(steps, expecting: []) }

  /// Nothing of a script is run, whatever it would do.
  @Test func nothingIsRun() async throws {
    let sandbox = try Sandbox([
      "a.wf.yaml": Self.workflow(
        """
          - {id: a, type: script, run: "touch ran"}
          - {id: b, type: script, shell: python, run: "open('ran', 'w')"}
          - {id: c, type: script, shell: node, run: "require('fs').writeFileSync('ran', '')"}

        """)
    ])
    _ = try await sandbox.run(["check", "a.wf.yaml"])
    #expect(try sandbox.entries() == ["a.wf.yaml"])
  }

  @Test(.enabled(if: hasShellcheck, "shellcheck is not installed")) func itsFixesAreUnsafeOnes() async throws {
    let text = Self.workflow("  - id: a\n    type: script\n    run: |\n      rm -r $TARGET ${{ run.id }}\n")
    let sandbox = try Sandbox(["a.wf.yaml": text])
    _ = try await sandbox.run(["fix", "a.wf.yaml"])
    #expect(try sandbox.text("a.wf.yaml") == text)
    _ = try await sandbox.run(["fix", "a.wf.yaml", "--unsafe-fixes"])
    #expect(try sandbox.text("a.wf.yaml").contains("rm -r \"$TARGET\" ${{ run.id }}"))
  }

  // MARK: Tools that are none

  /// Runs `wflint` with one script under the name of `shellcheck` in `PATH`, which notes each of its starts.
  private func run(
    _ arguments: [String], tool: String?, files: [String: String]
  ) async throws -> (result: CommandResult, starts: Int) {
    let sandbox = try Sandbox(files)
    if let tool {
      try sandbox.write("bin/shellcheck", Array("#!/bin/sh\necho x >> starts\n\(tool)\n".utf8))
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: sandbox.url("bin/shellcheck").path)
    }
    let path = "PATH=\(sandbox.url("bin").path):/bin:/usr/bin"
    let result = try await sandbox.run(
      "/usr/bin/env", [tool == nil ? "PATH=/nowhere" : path, Sandbox.executable.path, "check"] + arguments)
    let starts = (try? sandbox.text("starts").split(separator: "\n").count) ?? 0
    return (result, starts)
  }

  private static let saying = """
    cat > /dev/null; echo '{"comments":[{"file":"-","line":1,"endLine":1,"column":1,"endColumn":5,"level":"error",\
    "code":9999,"message":"Said by the tool.","fix":null}]}'; exit 1
    """
  private static let one = workflow("  - {id: a, type: script, run: make}\n")

  @Test func whatItSaysIsAFindingLikeAnyOther() async throws {
    let files = ["a.wf.yaml": Self.one]
    let said = try await run(["--format", "concise"], tool: Self.saying, files: files)
    #expect(said.result.text == "a.wf.yaml:4:32: error[WF801] said by the tool (SC9999)\n" && said.result.status == 1)
    let allowed = try await run(
      ["--format", "concise", "--fail-on", "hint"], tool: Self.saying,
      files: [
        "a.wf.yaml": Self.workflow("  # wflint: allow(shell-script) fine\n  - {id: a, type: script, run: make}\n")
      ])
    #expect(allowed.result.text.isEmpty && allowed.result.status == 0)
    // Where nobody asks the tool, what allows its findings is not superfluous.
    let unasked = try await run(
      ["--format", "concise", "--scripts", "off"], tool: nil,
      files: [
        "a.wf.yaml": Self.workflow("  # wflint: allow(shell-script) fine\n  - {id: a, type: script, run: make}\n")
      ])
    #expect(unasked.result.text.isEmpty)
    let lower = try await run(
      ["--format", "concise"], tool: Self.saying,
      files: ["a.wf.yaml": Self.one, ".wflint.yaml": "rules: {WF801: hint}\n"])
    #expect(lower.result.text.contains("hint[WF801]") && lower.result.status == 0)
  }

  /// The same text is read once, and none where nobody wants to know.
  @Test(
    arguments: [
      ([], [:], 1), (["--scripts", "off"], [:], 0), (["--ignore", "WF801"], [:], 0), (["--select", "WF1"], [:], 0),
      ([], [".wflint.yaml": "rules: {WF801: off}\n"], 0),
    ] as [([String], [String: String], Int)])
  func toolsAreStartedWhereTheyAreWanted(arguments: [String], more: [String: String], count: Int) async throws {
    var files = more
    for name in 1...12 {
      files["w\(name).wf.yaml"] = Self.one.replacingOccurrences(of: "name: api", with: "name: api-\(name)")
    }
    let outcome = try await run(arguments, tool: Self.saying, files: files)
    #expect(outcome.starts == count, "\(outcome.result.text)\(outcome.result.errors)")
  }

  /// Thousands of scripts do not make a quick check slow; who asks for it gets it.
  @Test func manyScriptsAreReadWhereThatIsAskedFor() async throws {
    let steps = (1...101).map { "  - {id: a\($0), type: script, run: make \($0)}\n" }.joined()
    let unasked = try await run(["--format", "concise"], tool: Self.saying, files: ["a.wf.yaml": Self.workflow(steps)])
    #expect(
      unasked.starts == 0 && unasked.result.text.isEmpty && unasked.result.errors.contains("101 scripts"))
    let asked = try await run(["--scripts", "on"], tool: Self.saying, files: ["a.wf.yaml": Self.workflow(steps)])
    // A machine under load may let one run out of time before it has begun.
    #expect(asked.starts > 50)
  }

  /// A tool that dies, says nothing, talks for ever or does not listen is noted, and breaks nothing.
  @Test(arguments: ["exit 0", "kill -9 $$", "yes", "exec 0<&-; echo '{'", "cat; exit 3"])
  func brokenToolsBreakNothing(body: String) async throws {
    let long = Self.workflow("  - {id: a, type: script, run: \"\(String(repeating: "make; ", count: 40_000))\"}\n")
    for text in [Self.one, long] {
      let outcome = try await run(["--format", "concise"], tool: body, files: ["a.wf.yaml": text])
      #expect(outcome.result.status == 0 && outcome.result.text.isEmpty, "\(outcome.result.text)")
      #expect(outcome.result.errors.contains("shellcheck") && outcome.result.errors.contains("script of `a`"))
    }
  }

  @Test func missingToolsAreFailuresWhereTheyAreAskedFor() async throws {
    let asked = try await run(["--scripts", "on"], tool: nil, files: ["a.wf.yaml": Self.one])
    #expect(asked.result.status == 2 && asked.result.errors.contains("shellcheck is not in PATH"))
    let unasked = try await run([], tool: nil, files: ["a.wf.yaml": Self.one])
    #expect(unasked.result.status == 0 && unasked.result.errors.isEmpty)
  }

  /// A report shows where a secret stands, and not the secret.
  @Test(arguments: [
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "checkstyle", "junit", "rdjson", "azure",
  ])
  func reportsHideSecrets(format: String) async throws {
    let token = "ghp_" + "R2d9Kq7Tz0Lm4Xv8Bn3Wc6Hy1Jf5Gs2Pa9Ue"
    let text = Self.workflow("  - {id: a, type: script, run: \"use \(token)\", nedes: []}\n")
    let result = try await Sandbox(["a.wf.yaml": text]).run(["check", "a.wf.yaml", "--format", format])
    #expect(result.text.contains("WF601") && result.text.contains("WF101"))
    #expect(!result.text.contains("R2d9Kq7T"), "\(result.text)")
  }
}
