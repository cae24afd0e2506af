// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// How text output looks.
package struct TextStyle: Sendable {
  /// Whether ANSI colours are used.
  package var usesColor: Bool
  /// The columns of the terminal; longer source lines are cut around the finding.
  package var width: Int

  /// Makes a style.
  package init(usesColor: Bool = false, width: Int = 120) {
    self.usesColor = usesColor
    self.width = max(40, width)
  }

  func paint(_ text: String, _ codes: String) -> String { usesColor ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text }
}

/// The default format: the finding, the line with the wrong text underlined, related lines, help and fix.
package enum TextFormat {
  /// All findings, then a line that counts them unless `isQuiet`.
  package static func render(_ reports: [FileReport], style: TextStyle, isQuiet: Bool = false) -> [UInt8] {
    var output = OutputBuffer()
    for report in reports {
      for diagnostic in report.diagnostics { render(diagnostic, in: report, style, &output) }
    }
    if !isQuiet { output.write(summary(reports, style)) }
    return output.bytes
  }

  private static func render(
    _ diagnostic: Diagnostic, in report: FileReport, _ style: TextStyle, _ output: inout OutputBuffer
  ) {
    let place = report.text.position(of: diagnostic.range.start, unit: .utf32)
    let color = colorCode(diagnostic.severity)
    let header = "\(report.path):\(place.line + 1):\(place.column + 1)"
    output.line(
      "\(style.paint(header, "1")): \(style.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", color)) \(diagnostic.message) (\(diagnostic.name))"
    )
    var numbers = [place.line + 1]
    numbers += diagnostic.related.filter { $0.path == nil }.map { report.text.lines.line(at: $0.range.start) + 1 }
    let gutter = String(numbers.max() ?? 1).utf8.count
    excerpt(diagnostic.range, in: report.text, mark: "^", color, gutter, style, &output)
    for related in diagnostic.related {
      if let path = related.path {
        let start = related.start.map { ":\($0.line + 1):\($0.column + 1)" } ?? ""
        output.line("\(blanks(gutter)) = \(path)\(start): \(related.message)")
      } else {
        let start = report.text.position(of: related.range.start, unit: .utf32)
        output.line("\(blanks(gutter)) = line \(start.line + 1): \(related.message)")
        excerpt(related.range, in: report.text, mark: "-", "36", gutter, style, &output)
      }
    }
    if let help = diagnostic.help { output.line("\(blanks(gutter)) = \(style.paint("help", "1")): \(help)") }
    for fix in diagnostic.fixes {
      let note = fix.applicability == .safe ? "" : " (a guess: --unsafe-fixes)"
      output.line("\(blanks(gutter)) = \(style.paint("fix", "32")): \(fix.title)\(note)")
    }
    output.line()
  }

  /// The first line of a range with the range underlined; a range of several lines is underlined to the line's end.
  private static func excerpt(
    _ range: TextRange, in text: SourceText, mark: Character, _ color: String, _ gutter: Int, _ style: TextStyle,
    _ output: inout OutputBuffer
  ) {
    let line = text.lines.line(at: range.start)
    let content = text.lines.contentRange(ofLine: line, in: text.bytes)
    let before = expanded(text[TextRange(content.start, min(range.start, content.end))])
    let inside = expanded(text[TextRange(min(range.start, content.end), min(max(range.end, range.start), content.end))])
    let after = expanded(text[TextRange(min(range.end, content.end), content.end)])
    let number = String(line + 1)
    let available = style.width - gutter - 3
    let (shown, indent, underlined) = window(before, inside, after, available)
    let bar = style.paint("|", "34")
    output.line("\(blanks(gutter - number.utf8.count))\(style.paint(number, "34")) \(bar) \(shown)")
    let continues = range.end > content.end && text.lines.line(at: max(range.end - 1, range.start)) > line
    let marks = String(repeating: mark, count: max(1, underlined)) + (continues ? "…" : "")
    output.line("\(blanks(gutter)) \(bar) \(blanks(indent))\(style.paint(marks, color))")
  }

  /// Cuts a long line so that the finding is seen: the shown text, the columns before the mark, the marked columns.
  private static func window(
    _ before: String, _ inside: String, _ after: String, _ available: Int
  ) -> (String, Int, Int) {
    let beforeWidth = DisplayWidth.of(before)
    let insideWidth = DisplayWidth.of(inside)
    if beforeWidth + insideWidth + DisplayWidth.of(after) <= available {
      return (before + inside + after, beforeWidth, insideWidth)
    }
    var head = before
    if beforeWidth > available / 3 { head = "…" + suffix(before, columns: available / 3 - 1) }
    let headWidth = DisplayWidth.of(head)
    var rest = available - headWidth
    var body = inside
    if insideWidth > rest {
      body = prefix(inside, columns: max(1, rest - 1)) + "…"
      return (head + body, headWidth, DisplayWidth.of(body))
    }
    rest -= insideWidth
    var tail = after
    if DisplayWidth.of(after) > rest { tail = prefix(after, columns: max(0, rest - 1)) + "…" }
    return (head + body + tail, headWidth, insideWidth)
  }

  private static func prefix(_ text: String, columns: Int) -> String {
    var result = ""
    var width = 0
    for character in text {
      width += DisplayWidth.of(String(character))
      if width > columns { break }
      result.append(character)
    }
    return result
  }

  private static func suffix(_ text: String, columns: Int) -> String {
    var result: [Character] = []
    var width = 0
    for character in text.reversed() {
      width += DisplayWidth.of(String(character))
      if width > columns { break }
      result.append(character)
    }
    return String(result.reversed())
  }

  /// Text as a terminal may show it: tabs as two blanks, control and bidirectional characters by their picture.
  private static func expanded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: result += "  "
      case 0x00..<0x20, 0x7F..<0xA0, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private static func colorCode(_ severity: Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .hint: "1;36"
    }
  }

  private static func summary(_ reports: [FileReport], _ style: TextStyle) -> String {
    let all = reports.flatMap(\.diagnostics)
    guard !all.isEmpty else { return "" }
    var parts: [String] = []
    for severity in Severity.allCases.reversed() {
      let count = all.count { $0.severity == severity }
      if count > 0 { parts.append("\(count) \(severity.rawValue)\(count == 1 ? "" : "s")") }
    }
    let files = reports.count { !$0.diagnostics.isEmpty }
    var text = "\(parts.joined(separator: ", ")) in \(files) file\(files == 1 ? "" : "s")"
    let fixable = all.count { $0.fixes.contains { $0.applicability == .safe } }
    if fixable > 0 { text += "; \(fixable) can be mended with --fix" }
    return text + "\n"
  }
}
