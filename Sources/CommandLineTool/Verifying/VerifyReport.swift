// SPDX-License-Identifier: Apache-2.0
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
        lines.append("  \(Self.mark(finding.verdict)) \(finding.verdict.word): \(finding.property)")
        lines.append("    \(finding.verdict.text)")
        guard tellsRuns, let run = finding.verdict.counterexample else { continue }
        for (text, value) in run.assumed {
          lines.append(
            "    with \(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")) \(value ? "true" : "false")")
        }
        lines += run.story.split(separator: "\n", omittingEmptySubsequences: false).map {
          $0.isEmpty ? "" : "      \($0)"
        }
      }
    }
    var summary = "\(proved) proved"
    if refuted > 0 { summary += ", \(refuted) refuted" }
    if open > 0 { summary += ", \(open) not proved" }
    if meaningless > 0 { summary += ", \(meaningless) without meaning" }
    return (lines + ["", summary]).joined(separator: "\n")
  }

  private static func mark(_ verdict: PropertyVerdict) -> String {
    switch verdict {
    case .proved: "✓"
    case .refuted, .meaningless: "✗"
    case .notProved: "?"
    }
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
