// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// The report for people: each finding with its source underlined, the places it speaks of, its help and its fixes.
enum TextFormat {
  static func render(_ report: Report, _ options: ReportOptions) -> [UInt8] {
    let index = ReportIndex(report)
    var writer = StyledWriter(isColoured: options.isColoured)
    for file in report.files {
      for diagnostic in file.diagnostics {
        var body = FindingText(writer: writer, file: file, index: index, diagnostic: diagnostic, width: options.width)
        body.write()
        writer = body.writer
      }
    }
    if options.showsSummary {
      writer.styled(.bold) { $0.write(Summary(report).line) }
      writer.out.newline()
    }
    return writer.out.bytes
  }
}

/// One finding as text.
private struct FindingText {
  var writer: StyledWriter
  let file: FileReport
  let index: ReportIndex
  let diagnostic: Diagnostic
  /// The width of the terminal in cells; nil for none.
  let width: Int?
  private var gutter: Gutter

  /// The fixes whose effect is shown; of the others only the title is.
  private static let shownFixes = 3

  init(writer: StyledWriter, file: FileReport, index: ReportIndex, diagnostic: Diagnostic, width: Int?) {
    self.writer = writer
    self.file = file
    self.index = index
    self.diagnostic = diagnostic
    self.width = width.map { max($0, 30) }
    var last = 1
    if let text = file.text {
      let edits = diagnostic.fixes.prefix(Self.shownFixes).flatMap(\.edits)
      let offset = edits.reduce(diagnostic.range.end) { max($0, $1.range.end) }
      last = text.lines.line(at: offset) + 1
    }
    for related in diagnostic.related { last = max(last, index.site(of: related, in: file).end?.line ?? 1) }
    gutter = Gutter(digits: max(3, String(last).utf8.count), width: self.width)
  }

  mutating func write() {
    writeHeader()
    if let text = file.text {
      Snippet(text: text, range: diagnostic.range).write(
        to: &writer, gutter, mark: 0x5E, style: .of(diagnostic.severity), label: nil)
    }
    for related in diagnostic.related { write(related) }
    if let help = diagnostic.help { writeNote("help", help) }
    for (number, fix) in diagnostic.fixes.enumerated() {
      writeNote("fix", fix.applicability == .safe ? fix.title : "\(fix.title) (unsafe)")
      if number < Self.shownFixes, let text = file.text {
        FixPreview(text: text, edits: fix.edits).write(to: &writer, gutter)
      }
    }
    writer.out.newline()
  }

  private mutating func writeHeader() {
    let place = Place(diagnostic.range.start, in: file.text)
    writer.styled(.bold) { out in
      VisibleText.write(file.path, to: &out)
      out.write(":\(place.line):\(place.column):")
    }
    writer.out.write(byte: 0x20)
    writer.styled(.of(diagnostic.severity)) { $0.write("\(diagnostic.severity.rawValue)[\(diagnostic.code)]") }
    writer.out.write(" \(diagnostic.name): ")
    writer.styled(.bold) { VisibleText.write(diagnostic.message, to: &$0) }
    writer.out.newline()
  }

  private mutating func write(_ related: RelatedPlace) {
    let site = index.site(of: related, in: file)
    let isElsewhere = site.path != file.path
    if isElsewhere || site.text == nil {
      gutter.write(to: &writer, sign: "-->")
      VisibleText.write(site.path, to: &writer.out)
      if let start = site.start { writer.out.write(":\(start.line):\(start.column)") }
      if site.text == nil {
        writer.out.write(byte: 0x20)
        VisibleText.write(related.message, to: &writer.out)
      }
      writer.out.newline()
    }
    if let text = site.text {
      Snippet(text: text, range: related.range).write(
        to: &writer, gutter, mark: 0x2D, style: .boldBlue, label: related.message)
    }
  }

  /// `= help: …`, broken into lines at blanks where it is too long for the terminal.
  private mutating func writeNote(_ title: String, _ note: String) {
    gutter.write(to: &writer, sign: "=")
    writer.styled(.bold) { $0.write("\(title): ") }
    let indentation = gutter.width + 2 + title.utf8.count + 2
    var column = indentation
    var isFirst = true
    for word in VisibleText.line(note).split(separator: " ") {
      let size = DisplayWidth.of(String(word))
      if !isFirst, let width, column + 1 + size > width {
        writer.out.newline()
        writer.out.write(0x20, count: indentation)
        column = indentation
      } else if !isFirst {
        writer.out.write(byte: 0x20)
        column += 1
      }
      writer.out.write(String(word))
      column += size
      isFirst = false
    }
    writer.out.newline()
  }
}
