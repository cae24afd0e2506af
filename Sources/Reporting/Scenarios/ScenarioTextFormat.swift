// SPDX-License-Identifier: Apache-2.0

/// Scenarios for people: a line each, and what differed below it.
enum ScenarioTextFormat {
  static func render(_ report: ScenarioReport, isColoured: Bool) -> [UInt8] {
    var writer = StyledWriter(isColoured: isColoured)
    for (index, file) in report.files.enumerated() {
      if index > 0 { writer.out.newline() }
      writer.styled(.bold) { $0.write(file.path) }
      writer.out.newline()
      let width = file.outcomes.map { DisplayWidth.of($0.name) }.max() ?? 0
      for outcome in file.outcomes { write(outcome, width: width, to: &writer) }
      for note in file.notes { write(note, to: &writer) }
      if report.showsCoverage, let coverage = file.coverage { write(coverage, to: &writer) }
    }
    if !report.files.isEmpty { writer.out.newline() }
    let (all, failed) = report.counts
    let broken = report.files.count { !$0.isRight }
    var summary = "\(all) scenario\(all == 1 ? "" : "s"): \(all - failed) passed"
    if failed > 0 { summary += ", \(failed) failed" }
    if broken > 0 { summary += "; \(broken) file\(broken == 1 ? "" : "s") with problems" }
    writer.styled(.bold) { $0.write(summary) }
    writer.out.newline()
    return writer.out.bytes
  }

  private static func write(_ outcome: ScenarioOutcome, width: Int, to writer: inout StyledWriter) {
    writer.out.write("  " as StaticString)
    writer.styled(outcome.isRight ? .green : .red) { $0.write(outcome.isRight ? "✓" : "✗") }
    writer.out.write(" \(outcome.name)")
    if let status = outcome.status {
      writer.out.write(0x20, count: max(0, width - DisplayWidth.of(outcome.name)))
      writer.out.write("  \(status)")
      if let duration = outcome.durationText { writer.out.write(" in \(duration)") }
    }
    writer.out.newline()
    for note in outcome.notes { write(note, to: &writer) }
  }

  private static func write(_ note: String, to writer: inout StyledWriter) {
    for line in note.split(separator: "\n", omittingEmptySubsequences: false) {
      writer.out.write("    \(line)")
      writer.out.newline()
    }
  }

  private static func write(_ coverage: ScenarioCoverage, to writer: inout StyledWriter) {
    let steps = ScenarioReport.text(percent: coverage.steps)
    let branches = ScenarioReport.text(percent: coverage.branches)
    write("coverage: \(steps) of steps, \(branches) of branches", to: &writer)
    if !coverage.missingSteps.isEmpty {
      write("never run: \(coverage.missingSteps.joined(separator: ", "))", to: &writer)
    }
    if !coverage.missingBranches.isEmpty {
      write("never taken: \(coverage.missingBranches.joined(separator: ", "))", to: &writer)
    }
  }
}
