// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// The tool's own JSON: `{"version": 1, "diagnostics": […]}`, or one diagnostic a line.
///
/// Lines and columns count from 1, columns in Unicode scalars; offsets are bytes; ends are exclusive. Every key is always
/// there, `null` where it says nothing; only the range of a related place in another file may be `null` or lack its `end`.
enum JSONFormat {
  static func render(_ report: Report) -> [UInt8] {
    let index = ReportIndex(report)
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", 1)
      let all = report.files.lazy.flatMap { file in file.diagnostics.lazy.map { (file, $0) } }
      writer.member("diagnostics", all) { writer, found in
        writer.newline()
        write(found.1, in: found.0, index, to: &writer)
      }
    }
    writer.endDocument()
    return writer.bytes
  }

  static func renderLines(_ report: Report) -> [UInt8] {
    let index = ReportIndex(report)
    var writer = JSONWriter()
    for file in report.files {
      for diagnostic in file.diagnostics {
        write(diagnostic, in: file, index, to: &writer)
        writer.endDocument()
      }
    }
    return writer.bytes
  }

  private static func write(
    _ diagnostic: Diagnostic, in file: FileReport, _ index: ReportIndex, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("path", file.path)
      writer.member("code", diagnostic.code)
      writer.member("name", diagnostic.name)
      writer.member("severity", diagnostic.severity.rawValue)
      writer.member("message", diagnostic.message)
      write(diagnostic.range, of: file.text, to: &writer)
      writer.member("related", diagnostic.related) { writer, related in
        let site = index.site(of: related, in: file)
        writer.object { writer in
          writer.member("path", site.path)
          writer.member("message", related.message)
          writer.key("range")
          if let start = site.start {
            writer.object { writer in
              write("start", start, to: &writer)
              if let end = site.end { write("end", end, to: &writer) }
            }
          } else {
            writer.null()
          }
        }
      }
      writer.member("fixes", diagnostic.fixes) { writer, fix in
        writer.object { writer in
          writer.member("title", fix.title)
          writer.member("applicability", fix.applicability.rawValue)
          writer.member("edits", fix.edits) { writer, edit in
            writer.object { writer in
              write(edit.range, of: file.text, to: &writer)
              writer.member("replacement", edit.replacement)
            }
          }
        }
      }
      writer.member("help", orNull: diagnostic.help)
      writer.member("url", orNull: index.url(diagnostic.code))
    }
  }

  private static func write(_ range: TextRange, of text: SourceText?, to writer: inout JSONWriter) {
    writer.member("range") { writer in
      write("start", Place(range.start, in: text), to: &writer)
      write("end", Place(range.end, in: text), to: &writer)
    }
  }

  private static func write(_ name: StaticString, _ place: Place, to writer: inout JSONWriter) {
    writer.member(name) { writer in
      writer.member("line", place.line)
      writer.member("column", place.column)
      writer.member("offset", place.offset)
    }
  }
}
