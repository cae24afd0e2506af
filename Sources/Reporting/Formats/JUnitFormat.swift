// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// JUnit's XML: a suite a file, a case a finding; a file without findings is one case that passed.
///
/// Findings below what fails the run are cases that passed and say so in `system-out`.
enum JUnitFormat {
  static func render(_ report: Report, failOn: Severity) -> [UInt8] {
    let failures = report.files.map { file in file.diagnostics.count { $0.severity >= failOn } }
    var out = ByteWriter()
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" as StaticString)
    out.writeAttribute("name", report.tool.name)
    out.writeAttribute("tests", report.files.reduce(0) { $0 + max(1, $1.diagnostics.count) })
    out.writeAttribute("failures", failures.reduce(0, +))
    out.writeAttribute("errors", 0)
    out.write(">\n" as StaticString)
    for (file, count) in zip(report.files, failures) {
      out.write("  <testsuite" as StaticString)
      out.writeAttribute("name", file.path)
      out.writeAttribute("tests", max(1, file.diagnostics.count))
      out.writeAttribute("failures", count)
      out.writeAttribute("errors", 0)
      out.writeAttribute("skipped", 0)
      out.write(">\n" as StaticString)
      if file.diagnostics.isEmpty {
        writeCase("no findings", of: file, line: nil, to: &out)
        out.write("/>\n" as StaticString)
      }
      for diagnostic in file.diagnostics { write(diagnostic, of: file, failOn: failOn, to: &out) }
      out.write("  </testsuite>\n" as StaticString)
    }
    out.write("</testsuites>\n" as StaticString)
    return out.bytes
  }

  private static func write(
    _ diagnostic: Diagnostic, of file: FileReport, failOn: Severity, to out: inout ByteWriter
  ) {
    let place = Place(diagnostic.range.start, in: file.text)
    let help = diagnostic.help.map { "\n\($0)" } ?? ""
    let text = "\(file.path):\(place.line):\(place.column): \(diagnostic.message)\(help)"
    writeCase(
      "\(diagnostic.code) \(diagnostic.name) at \(place.line):\(place.column)", of: file, line: place.line, to: &out)
    out.write(">\n      " as StaticString)
    if diagnostic.severity >= failOn {
      out.write("<failure" as StaticString)
      out.writeAttribute("type", diagnostic.severity.rawValue)
      out.writeAttribute("message", diagnostic.message)
      out.write(byte: 0x3E)
      out.writeXML(text)
      out.write("</failure>" as StaticString)
    } else {
      out.write("<system-out>" as StaticString)
      out.writeXML("\(diagnostic.severity.rawValue): \(text)")
      out.write("</system-out>" as StaticString)
    }
    out.write("\n    </testcase>\n" as StaticString)
  }

  private static func writeCase(_ name: String, of file: FileReport, line: Int?, to out: inout ByteWriter) {
    out.write("    <testcase" as StaticString)
    out.writeAttribute("name", name)
    out.writeAttribute("classname", file.path)
    out.writeAttribute("file", file.path)
    if let line { out.writeAttribute("line", line) }
  }
}
