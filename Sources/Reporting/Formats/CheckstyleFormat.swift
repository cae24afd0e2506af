// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Checkstyle's XML, which many servers read: a `file` with its `error`s.
enum CheckstyleFormat {
  static func render(_ report: Report) -> [UInt8] {
    var out = ByteWriter()
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n" as StaticString)
    for file in report.files where !file.diagnostics.isEmpty {
      out.write("  <file" as StaticString)
      out.writeAttribute("name", file.path)
      out.write(">\n" as StaticString)
      for diagnostic in file.diagnostics {
        let place = Place(diagnostic.range.start, in: file.text)
        out.write("    <error" as StaticString)
        out.writeAttribute("line", place.line)
        out.writeAttribute("column", place.column)
        out.writeAttribute("severity", diagnostic.severity == .hint ? "info" : diagnostic.severity.rawValue)
        out.writeAttribute("message", diagnostic.message)
        out.writeAttribute("source", "\(report.tool.name).\(diagnostic.code)")
        out.write("/>\n" as StaticString)
      }
      out.write("  </file>\n" as StaticString)
    }
    out.write("</checkstyle>\n" as StaticString)
    return out.bytes
  }
}
