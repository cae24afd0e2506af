// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import SourceText

/// A remark about a text that is no file, such as an expression given as an argument: the line with the range underlined.
package struct Excerpt: Sendable {
  /// What the text is, in the place of a path.
  package var title: String
  /// The text.
  package var text: SourceText
  /// The bytes that the remark is about.
  package var range: TextRange
  /// How bad it is.
  package var severity: Severity
  /// What is said, one line.
  package var message: String
  /// How it is mended; nil where nothing helps.
  package var help: String?

  /// The longest quoted line where no terminal says its width, in cells.
  private static let usualWidth = 120

  /// Makes a remark.
  package init(
    _ title: String, _ text: SourceText, _ range: TextRange, severity: Severity = .error, _ message: String,
    help: String? = nil
  ) {
    self.title = title
    self.text = text
    self.range = range
    self.severity = severity
    self.message = message
    self.help = help
  }

  /// The remark in the look of `ReportFormat.text`, ending with a line break.
  package func rendered(_ options: ReportOptions) -> [UInt8] {
    var writer = StyledWriter(isColoured: options.isColoured)
    let place = Place(range.start, in: text)
    writer.styled(.bold) { out in
      VisibleText.write(title, to: &out)
      out.write(":\(place.line):\(place.column):")
    }
    writer.out.write(byte: 0x20)
    writer.styled(.of(severity)) { $0.write("\(severity.rawValue):") }
    writer.out.write(byte: 0x20)
    writer.styled(.bold) { VisibleText.write(message, to: &$0) }
    writer.out.newline()
    let last = text.lines.line(at: range.end) + 1
    let width = options.width.map { max($0, 30) } ?? Self.usualWidth
    let gutter = Gutter(digits: max(3, String(last).utf8.count), width: width)
    Snippet(text: text, range: range).write(to: &writer, gutter, mark: 0x5E, style: .of(severity), label: nil)
    if let help {
      gutter.write(to: &writer, sign: "=")
      writer.styled(.bold) { $0.write("help: ") }
      VisibleText.write(help, to: &writer.out)
      writer.out.newline()
    }
    return writer.out.bytes
  }
}
