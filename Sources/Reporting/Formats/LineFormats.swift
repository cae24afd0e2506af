// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Formats of a line for each finding.
package enum LineFormats {
  /// `path:line:column: error[WF201] message`.
  package static func concise(_ reports: [FileReport]) -> [UInt8] {
    var output = OutputBuffer()
    for report in reports {
      for diagnostic in report.diagnostics {
        let place = report.text.position(of: diagnostic.range.start, unit: .utf32)
        output.line(
          "\(report.path):\(place.line + 1):\(place.column + 1): \(diagnostic.severity.rawValue)[\(diagnostic.code)] \(diagnostic.message)"
        )
      }
    }
    return output.bytes
  }

  /// GitHub's workflow commands: annotations in a pull request.
  package static func github(_ reports: [FileReport]) -> [UInt8] {
    var output = OutputBuffer()
    for report in reports {
      for diagnostic in report.diagnostics {
        let start = report.text.position(of: diagnostic.range.start, unit: .utf32)
        let end = report.text.position(of: diagnostic.range.end, unit: .utf32)
        let command = diagnostic.severity == .hint ? "notice" : diagnostic.severity.rawValue
        var properties = "file=\(property(report.path)),line=\(start.line + 1),endLine=\(end.line + 1)"
        // GitHub refuses columns on findings of several lines.
        if start.line == end.line { properties += ",col=\(start.column + 1),endColumn=\(end.column + 1)" }
        properties += ",title=\(property("\(diagnostic.code) \(diagnostic.name)"))"
        let message = diagnostic.help.map { diagnostic.message + "\n" + $0 } ?? diagnostic.message
        output.line("::\(command) \(properties)::\(data(message))")
      }
    }
    return output.bytes
  }

  private static func data(_ text: String) -> String { escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  private static func property(_ text: String) -> String {
    escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escape(_ text: String, _ table: [Unicode.Scalar: String]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let escaped = table[scalar] { result += escaped } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
