// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// reviewdog's diagnostic format (`rdjson`): columns count bytes from 1, ends are exclusive.
///
/// A suggestion there is one range and one text, so that a fix of several edits becomes one from the first edit to the last.
enum ReviewdogFormat {
  static func render(_ report: Report) -> [UInt8] {
    let index = ReportIndex(report)
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("source") { writer in
        writer.member("name", report.tool.name)
        if let url = report.tool.informationURL { writer.member("url", url) }
      }
      let all = report.files.lazy.flatMap { file in file.diagnostics.lazy.map { (file, $0) } }
      writer.member("diagnostics", all) { writer, found in
        writer.newline()
        write(found.1, in: found.0, index, to: &writer)
      }
    }
    writer.endDocument()
    return writer.bytes
  }

  private static func write(
    _ diagnostic: Diagnostic, in file: FileReport, _ index: ReportIndex, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      let help = diagnostic.help.map { "\n\($0)" } ?? ""
      writer.member("message", diagnostic.message + help)
      writeLocation(file.path, diagnostic.range, file.text, to: &writer)
      writer.member("severity", severity(diagnostic.severity))
      writer.member("code") { writer in
        writer.member("value", diagnostic.code)
        if let url = index.url(diagnostic.code) { writer.member("url", url) }
      }
      let suggestions = diagnostic.fixes.compactMap { suggestion($0, in: file.text) }
      if !suggestions.isEmpty {
        writer.member("suggestions", suggestions) { writer, suggestion in
          writer.object { writer in
            writeRange(suggestion.range, file.text, to: &writer)
            writer.member("text", suggestion.replacement)
          }
        }
      }
      if !diagnostic.related.isEmpty { writeRelated(diagnostic, in: file, index, to: &writer) }
    }
  }

  private static func writeRelated(
    _ diagnostic: Diagnostic, in file: FileReport, _ index: ReportIndex, to writer: inout JSONWriter
  ) {
    writer.member("relatedLocations", diagnostic.related) { writer, related in
      let site = index.site(of: related, in: file)
      writer.object { writer in
        writer.member("message", related.message)
        if let text = site.text {
          writeLocation(site.path, related.range, text, to: &writer)
        } else {
          writer.member("location") { writer in
            writer.member("path", Fingerprint.normalised(site.path))
            guard let start = site.start else { return }
            writer.member("range") { $0.member("start") { $0.member("line", start.line) } }
          }
        }
      }
    }
  }

  /// A fix as one edit; nil where it has none, or where it edits a text that is not at hand in several places.
  private static func suggestion(_ fix: Fix, in text: SourceText?) -> TextEdit? {
    let edits = fix.edits.enumerated().sorted { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }
      .map(\.element)
    guard let first = edits.first else { return nil }
    guard edits.count > 1 else { return first }
    guard let text else { return nil }
    var range = first.range
    var replacement = first.replacement
    for edit in edits.dropFirst() {
      guard edit.range.start >= range.end else { return nil }
      replacement += text[TextRange(range.end, edit.range.start)] + edit.replacement
      range = range.union(edit.range)
    }
    return TextEdit(range, replacement)
  }

  private static func writeLocation(
    _ path: String, _ range: TextRange, _ text: SourceText?, to writer: inout JSONWriter
  ) {
    writer.member("location") { writer in
      writer.member("path", Fingerprint.normalised(path))
      writeRange(range, text, to: &writer)
    }
  }

  private static func writeRange(_ range: TextRange, _ text: SourceText?, to writer: inout JSONWriter) {
    writer.member("range") { writer in
      write("start", Place(range.start, in: text, unit: .utf8), to: &writer)
      write("end", Place(range.end, in: text, unit: .utf8), to: &writer)
    }
  }

  private static func write(_ name: StaticString, _ place: Place, to writer: inout JSONWriter) {
    writer.member(name) { writer in
      writer.member("line", place.line)
      writer.member("column", place.column)
    }
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "ERROR"
    case .warning: "WARNING"
    case .hint: "INFO"
    }
  }
}
