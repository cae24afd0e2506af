// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// `--format json` and `jsonl`, version 1: lines and columns from 1, columns in Unicode scalars, offsets in bytes.
package enum JSONFormat {
  /// All findings as one object.
  package static func render(_ reports: [FileReport], url: (String) -> String?) -> [UInt8] {
    let diagnostics = reports.flatMap { report in report.diagnostics.map { value($0, in: report, url: url) } }
    return JSONValue.object([("version", .number(1)), ("diagnostics", .array(diagnostics))]).encoded(indentation: 2)
      + [0x0A]
  }

  /// An object a line, for each finding.
  package static func renderLines(_ reports: [FileReport], url: (String) -> String?) -> [UInt8] {
    reports.flatMap { report in
      report.diagnostics.flatMap { value($0, in: report, url: url).encoded(indentation: nil) + [0x0A] }
    }
  }

  private static func value(_ diagnostic: Diagnostic, in report: FileReport, url: (String) -> String?) -> JSONValue {
    .object([
      ("path", .string(report.path)), ("code", .string(diagnostic.code)), ("name", .string(diagnostic.name)),
      ("severity", .string(diagnostic.severity.rawValue)), ("message", .string(diagnostic.message)),
      ("range", range(diagnostic.range, in: report.text)),
      ("related", .array(diagnostic.related.map { related($0, in: report) })),
      ("fixes", .array(diagnostic.fixes.map { fix($0, in: report.text) })),
      ("help", diagnostic.help.map { .string($0) } ?? .null),
      ("url", url(diagnostic.code).map { .string($0) } ?? .null),
    ])
  }

  private static func range(_ range: TextRange, in text: SourceText) -> JSONValue {
    .object([("start", place(range.start, in: text)), ("end", place(range.end, in: text))])
  }

  private static func place(_ offset: Int, in text: SourceText) -> JSONValue {
    let position = text.position(of: offset, unit: .utf32)
    return .object([
      ("line", .number(position.line + 1)), ("column", .number(position.column + 1)), ("offset", .number(offset)),
    ])
  }

  private static func related(_ place: RelatedPlace, in report: FileReport) -> JSONValue {
    if let path = place.path {
      let start = place.start ?? LineColumn(line: 0, column: 0)
      let position = JSONValue.object([
        ("line", .number(start.line + 1)), ("column", .number(start.column + 1)),
        ("offset", .number(place.range.start)),
      ])
      return .object([
        ("path", .string(path)), ("message", .string(place.message)), ("range", .object([("start", position)])),
      ])
    }
    return .object([
      ("path", .string(report.path)), ("message", .string(place.message)),
      ("range", range(place.range, in: report.text)),
    ])
  }

  private static func fix(_ fix: Fix, in text: SourceText) -> JSONValue {
    let edits = fix.edits.map { edit in
      JSONValue.object([("range", range(edit.range, in: text)), ("replacement", .string(edit.replacement))])
    }
    return .object([
      ("title", .string(fix.title)), ("applicability", .string(fix.applicability.rawValue)), ("edits", .array(edits)),
    ])
  }
}
