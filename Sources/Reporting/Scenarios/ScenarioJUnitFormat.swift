// SPDX-License-Identifier: Apache-2.0

/// Scenarios as JUnit's XML: a suite a file, a case a scenario; a case's time is virtual. What is wrong with a file as a
/// whole is a case of its own.
enum ScenarioJUnitFormat {
  static func render(_ report: ScenarioReport) -> [UInt8] {
    let cases = report.files.map(cases)
    var out = ByteWriter()
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" as StaticString)
    out.writeAttribute("name", "wflint")
    out.writeAttribute("tests", cases.reduce(0) { $0 + $1.count })
    out.writeAttribute("failures", cases.reduce(0) { $0 + $1.count { !$0.isRight } })
    out.write(">\n" as StaticString)
    for (file, cases) in zip(report.files, cases) {
      out.write("  <testsuite" as StaticString)
      out.writeAttribute("name", file.path)
      out.writeAttribute("tests", cases.count)
      out.writeAttribute("failures", cases.count { !$0.isRight })
      out.write(">\n" as StaticString)
      for item in cases { write(item, to: &out) }
      out.write("  </testsuite>\n" as StaticString)
    }
    out.write("</testsuites>\n" as StaticString)
    return out.bytes
  }

  private static func cases(of file: ScenarioFileReport) -> [ScenarioOutcome] {
    guard !file.isRight || file.outcomes.isEmpty else { return file.outcomes }
    return file.outcomes + [
      ScenarioOutcome(
        file: file.path, name: "the file", isRight: file.isRight, notes: file.notes)
    ]
  }

  private static func write(_ outcome: ScenarioOutcome, to out: inout ByteWriter) {
    out.write("    <testcase" as StaticString)
    out.writeAttribute("name", outcome.name)
    out.writeAttribute("classname", outcome.file)
    out.writeAttribute("file", outcome.file)
    let milliseconds = max(0, outcome.duration ?? 0)
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    out.writeAttribute("time", "\(milliseconds / 1000).\(fraction)")
    guard !outcome.isRight || !outcome.notes.isEmpty else { return out.write("/>\n" as StaticString) }
    out.write(">\n      " as StaticString)
    let text = outcome.notes.joined(separator: "\n")
    if outcome.isRight {
      out.write("<system-out>" as StaticString)
      out.writeXML(text)
      out.write("</system-out>" as StaticString)
    } else {
      out.write("<failure" as StaticString)
      out.writeAttribute("message", outcome.notes.first ?? "it did not come out as expected")
      out.write(byte: 0x3E)
      out.writeXML(text)
      out.write("</failure>" as StaticString)
    }
    out.write("\n    </testcase>\n" as StaticString)
  }
}
