// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import Expression
import Simulation

/// What was proved, as text or JSON.
struct VerifyReport {
  let files: [VerifiedFile]
  /// Whether counter-examples are told step by step.
  var tellsRuns = true

  private func counts(_ isCounted: (PropertyVerdict) -> Bool) -> Int {
    files.reduce(0) { sum, file in sum + file.findings.count { isCounted($0.verdict) } }
  }

  var refuted: Int { counts { if case .refuted = $0 { true } else { false } } }
  var open: Int { counts { if case .notProved = $0 { true } else { false } } }
  var meaningless: Int { counts { if case .meaningless = $0 { true } else { false } } }
  var proved: Int { counts { if case .proved = $0 { true } else { false } } }

  /// For people.
  var text: String {
    var lines: [String] = []
    for file in files {
      if !lines.isEmpty { lines.append("") }
      lines.append(file.path)
      if let problem = file.problem { lines.append("  error: \(problem)") }
      for finding in file.findings {
        lines += finding.verified.lines(tellsRun: tellsRuns)
      }
    }
    let summary = VerifiedProperty.summary(of: files.flatMap { $0.findings.map(\.verified) })
    return (lines + ["", summary]).joined(separator: "\n")
  }

  /// For programs: `{"version": 1, "files": [{"path", "error", "properties": [{"workflow", "property", "verdict", "text",
  /// "replayable", "assumed", "run"}]}], "summary"}`.
  var json: CELValue {
    .object([
      ("version", .int(1)),
      (
        "files",
        .array(
          files.map { file in
            .object([
              ("path", .string(file.path)), ("error", file.problem.map { .string($0) } ?? .null),
              ("properties", .array(file.findings.map(Self.json))),
            ])
          })
      ),
      (
        "summary",
        .object([
          ("proved", .int(Int64(proved))), ("refuted", .int(Int64(refuted))), ("not_proved", .int(Int64(open))),
          ("meaningless", .int(Int64(meaningless))),
        ])
      ),
    ])
  }

  private static func json(_ finding: VerifiedFile.Finding) -> CELValue {
    var members: [(String, CELValue)] = [
      ("workflow", .string(finding.workflow)), ("property", .string(finding.property)),
      ("verdict", .string(finding.verdict.word.replacing(" ", with: "_"))), ("text", .string(finding.verdict.text)),
    ]
    if let run = finding.verdict.counterexample {
      members.append(("replayable", .bool(run.isReplayable)))
      members.append(
        (
          "assumed",
          .array(run.assumed.map { .object([("condition", .string($0.text)), ("value", .bool($0.value))]) })
        ))
      members.append(("run", .array(run.story.split(separator: "\n").map { .string(String($0)) })))
    }
    return .object(members)
  }
}
