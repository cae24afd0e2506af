// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// GitLab's Code Quality report: an array of issues, of which each has a fingerprint that no other one has.
enum GitLabFormat {
  static func render(_ report: Report) -> [UInt8] {
    var writer = JSONWriter()
    let all = report.files.lazy.flatMap { file in
      zip(file.diagnostics, Fingerprint.all(of: file)).map { (file, $0.0, $0.1) }
    }
    writer.array(all) { writer, found in
      let (file, diagnostic, fingerprint) = found
      writer.newline()
      writer.object { writer in
        writer.member("description", "\(diagnostic.code): \(diagnostic.message)")
        writer.member("check_name", diagnostic.name)
        writer.member("fingerprint", fingerprint)
        writer.member("severity", severity(diagnostic.severity))
        writer.member("location") { writer in
          writer.member("path", Fingerprint.normalised(file.path))
          writer.member("lines") { writer in
            let start = Place(diagnostic.range.start, in: file.text).line
            writer.member("begin", start)
            writer.member("end", max(start, Place(diagnostic.range.end, in: file.text).line))
          }
        }
      }
    }
    writer.endDocument()
    return writer.bytes
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "major"
    case .warning: "minor"
    case .hint: "info"
    }
  }
}
