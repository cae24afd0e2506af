// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// A place as reports print it: line and column from 1, the column in Unicode scalars.
struct Place: Hashable {
  var line: Int
  var column: Int
  /// The byte offset.
  var offset: Int

  init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The place of a byte offset; 1:1 where there is no text.
  init(_ offset: Int, in text: SourceText?, unit: ColumnUnit = .utf32) {
    let place = text?.position(of: offset, unit: unit) ?? LineColumn(line: 0, column: 0)
    self.init(line: place.line + 1, column: place.column + 1, offset: offset)
  }
}

/// Where a related place is: its file as shown, its text where that is at hand, and its start where it is known.
struct RelatedSite {
  var path: String
  var text: SourceText?
  var start: Place?
  var end: Place?
}

/// What formats look up in a report.
struct ReportIndex {
  private let texts: [String: SourceText]
  private let rules: [String: Int]
  private let report: Report

  init(_ report: Report) {
    self.report = report
    texts = Dictionary(
      report.files.compactMap { file in file.text.map { (file.path, $0) } }, uniquingKeysWith: { first, _ in first })
    rules = Dictionary(
      report.rules.indices.map { (report.rules[$0].code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The index of a rule in the report's list.
  func ruleIndex(_ code: String) -> Int? { rules[code] }

  /// The page of a rule.
  func url(_ code: String) -> String? { rules[code].flatMap { report.rules[$0].helpURL } }

  /// Where a related place of a finding in `file` is.
  func site(of related: RelatedPlace, in file: FileReport) -> RelatedSite {
    let path = related.path ?? file.path
    let text = related.path == nil || path == file.path ? file.text : texts[path]
    guard text == nil else {
      let start = Place(related.range.start, in: text)
      return RelatedSite(path: path, text: text, start: start, end: Place(related.range.end, in: text))
    }
    let start = related.start.map {
      Place(line: $0.line + 1, column: $0.column + 1, offset: related.range.start)
    }
    return RelatedSite(path: path, text: nil, start: start, end: nil)
  }
}
