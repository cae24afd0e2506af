// SPDX-License-Identifier: Apache-2.0

/// What scenarios reach, as one HTML page that loads nothing.
enum ScenarioCoveragePage {
  static func render(_ report: ScenarioReport) -> [UInt8] {
    var out = ByteWriter()
    out.write(head)
    let (all, failed) = report.counts
    out.write("<h1>Coverage</h1>\n<p>\(all) scenario\(all == 1 ? "" : "s"), \(failed) failed</p>\n")
    for file in report.files { write(file, to: &out) }
    out.write("</body>\n</html>\n" as StaticString)
    return out.bytes
  }

  private static let head = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Coverage of scenarios</title>
    <style>
    :root { --ground: #ffffff; --text: #0f172a; --muted: #475569; --faint: #dbe2ea; --good: #10936a; --bad: #b91c1c; }
    @media (prefers-color-scheme: dark) { :root { --ground: #0b1220; --text: #e8eef7; --muted: #a5b4c8; --faint: #26344a; --good: #2fbf8f; --bad: #f87171; } }
    body { margin: 0; padding: 24px; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    h1 { font-size: 22px; } h2 { font-size: 17px; margin: 28px 0 8px; overflow-wrap: anywhere; }
    table { border-collapse: collapse; } th, td { text-align: left; padding: 4px 16px 4px 0; vertical-align: top; overflow-wrap: anywhere; }
    th { color: var(--muted); font-weight: 600; }
    .track { display: inline-block; width: 200px; height: 10px; background: var(--faint); border-radius: 5px; overflow: hidden; }
    .fill { display: block; height: 10px; background: var(--good); } .good { color: var(--good); } .bad { color: var(--bad); }
    </style>
    </head>
    <body>

    """

  private static func write(_ file: ScenarioFileReport, to out: inout ByteWriter) {
    out.write("<h2>" as StaticString)
    out.writeXML(file.path)
    out.write("</h2>\n<table>\n" as StaticString)
    if let coverage = file.coverage {
      row("steps", coverage.steps, coverage.missingSteps, "never run", to: &out)
      row("branches", coverage.branches, coverage.missingBranches, "never taken", to: &out)
    }
    for outcome in file.outcomes {
      out.write("<tr><th class=\"\(outcome.isRight ? "good" : "bad")\">\(outcome.isRight ? "✓" : "✗")</th><td>")
      out.writeXML(outcome.name)
      out.write("</td><td>" as StaticString)
      out.writeXML([outcome.status, outcome.durationText].compactMap { $0 }.joined(separator: " in "))
      out.write("</td></tr>\n" as StaticString)
    }
    out.write("</table>\n" as StaticString)
    for note in file.notes {
      out.write("<p class=\"\(file.isRight ? "good" : "bad")\">")
      out.writeXML(note)
      out.write("</p>\n" as StaticString)
    }
  }

  private static func row(
    _ what: String, _ share: Double, _ missing: [String], _ words: String, to out: inout ByteWriter
  ) {
    let tenths = Int(min(max(share, 0), 100) * 10)
    out.write(
      "<tr><th>\(what)</th><td><span class=\"track\"><span class=\"fill\" style=\"width: \(tenths / 10).\(tenths % 10)%\"></span></span> \(ScenarioReport.text(percent: share))</td><td>"
    )
    if !missing.isEmpty {
      out.write("<span class=\"bad\">\(words): ")
      out.writeXML(missing.joined(separator: ", "))
      out.write("</span>" as StaticString)
    }
    out.write("</td></tr>\n" as StaticString)
  }
}
