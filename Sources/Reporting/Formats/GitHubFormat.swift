// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Workflow commands of GitHub Actions, `::error file=…::message`, which become annotations of a pull request.
enum GitHubFormat {
  static func render(_ report: Report) -> [UInt8] {
    var out = ByteWriter()
    for file in report.files {
      for diagnostic in file.diagnostics {
        let start = Place(diagnostic.range.start, in: file.text)
        let end = Place(diagnostic.range.end, in: file.text)
        out.write("::\(command(diagnostic.severity)) file=")
        out.write(Fingerprint.normalised(file.path), replacing: property)
        out.write(",line=\(start.line),endLine=\(max(start.line, end.line)),col=\(start.column)")
        // GitHub wants no end column where the end is on another line.
        if end.line == start.line { out.write(",endColumn=\(end.column)") }
        out.write(",title=" as StaticString)
        out.write("\(diagnostic.code) \(diagnostic.name)", replacing: property)
        out.write("::" as StaticString)
        out.write(diagnostic.message, replacing: data)
        if let help = diagnostic.help {
          out.write("%0A" as StaticString)
          out.write(help, replacing: data)
        }
        out.newline()
      }
    }
    return out.bytes
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .hint: "notice"
    }
  }

  private static func data(_ byte: UInt8) -> StaticString? {
    switch byte {
    case 0x25: "%25"
    case 0x0A: "%0A"
    case 0x0D: "%0D"
    default: nil
    }
  }

  private static func property(_ byte: UInt8) -> StaticString? {
    switch byte {
    case 0x3A: "%3A"
    case 0x2C: "%2C"
    default: data(byte)
    }
  }
}
