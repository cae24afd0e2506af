// SPDX-License-Identifier: Apache-2.0

/// Scenarios as one JSON document:
/// `{"version": 1, "passed", "files": [{"path", "passed", "notes", "coverage", "scenarios": [{"name", "passed", "status",
/// "duration_ms", "notes"}]}], "summary": {"scenarios", "failed"}}`.
enum ScenarioJSONFormat {
  static func render(_ report: ScenarioReport) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("passed", is: report.isRight)
      json.member("files", report.files, write)
      json.member("summary") { json in
        json.member("scenarios", report.counts.all)
        json.member("failed", report.counts.failed)
      }
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ json: inout JSONWriter, _ file: ScenarioFileReport) {
    json.object { json in
      json.member("path", file.path)
      json.member("passed", is: file.isRight && file.outcomes.allSatisfy(\.isRight))
      json.member("notes", file.notes) { $0.string($1) }
      if let coverage = file.coverage {
        json.member("coverage") { json in
          json.member("steps_percent", fraction: coverage.steps)
          json.member("branches_percent", fraction: coverage.branches)
          json.member("missing_steps", coverage.missingSteps) { $0.string($1) }
          json.member("missing_branches", coverage.missingBranches) { $0.string($1) }
        }
      }
      json.member("scenarios", file.outcomes) { json, outcome in
        json.object { json in
          json.member("name", outcome.name)
          json.member("passed", is: outcome.isRight)
          json.member("status", orNull: outcome.status)
          json.key("duration_ms")
          if let duration = outcome.duration { json.number(Int(clamping: duration)) } else { json.null() }
          json.member("notes", outcome.notes) { $0.string($1) }
        }
      }
    }
  }
}
