// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite("Text")
struct TextFormatTests {
  /// The quoted lines of a finding on what `«»` marks in `text`, without the header and the line at the end.
  private func snippet(_ marked: String, width: Int? = nil, fixes: [Fix] = [], help: String? = nil) -> String {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    for scalar in marked.unicodeScalars {
      if scalar == "«" || scalar == "»" { offsets.append(bytes.count) } else { bytes += Array(String(scalar).utf8) }
    }
    let diagnostic = Diagnostic(
      code: "W", name: "n", severity: .error, range: TextRange(offsets[0], offsets[1]), message: "m", help: help,
      fixes: fixes)
    let report = Fixture.one(diagnostic, in: String(decoding: bytes, as: UTF8.self))
    let text = Fixture.text(report, .text, ReportOptions(width: width, showsSummary: false))
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast(2).joined(separator: "\n")
  }

  @Test(arguments: [
    ("a: «b»c\n", "   1 | a: bc\n     |    ^"),
    ("a: b«»", "   1 | a: b\n     |     ^"),
    ("a: b«\r\n»c: d", "   1 | a: b\n     |     ^"),
    ("«»", "   1 | \n     | ^"),
    ("a\n«»", "   2 | \n     | ^"),
    ("\u{FEFF}«a»: 1", "   1 | a: 1\n     | ^"),
    ("«\u{FEFF}a»: 1", "   1 | a: 1\n     | ^"),
    // Tab stops every four cells.
    ("\ta\t«b»", "   1 |     a   b\n     |         ^"),
    ("a«\t»b", "   1 | a   b\n     |  ^^^"),
    // Wide, fullwidth, marks, emoji sequences, flags, keycaps.
    ("部署: «環境»!", "   1 | 部署: 環境!\n     |       ^^^^"),
    ("Ａ«b»", "   1 | Ａb\n     |   ^"),
    ("e\u{301}«x»", "   1 | e\u{301}x\n     |  ^"),
    ("👩‍👩‍👧‍👦«x»", "   1 | 👩‍👩‍👧‍👦x\n     |   ^"),
    ("👍🏽«x»", "   1 | 👍🏽x\n     |   ^"),
    ("🇩🇪🇫🇷«x»", "   1 | 🇩🇪🇫🇷x\n     |     ^"),
    ("❤\u{FE0F}«x»", "   1 | ❤\u{FE0F}x\n     |   ^"),
    ("1\u{FE0F}\u{20E3}«x»", "   1 | 1\u{FE0F}\u{20E3}x\n     |   ^"),
    ("한글«x»", "   1 | 한글x\n     |     ^"),
    // What could play tricks on a terminal or a reader.
    ("\u{1B}«\u{202E}»\u{7F}", "   1 | ␛\u{FFFD}␡\n     |  ^"),
    // Several lines: blanks at the ends of lines are not underlined, empty lines are left out.
    (
      "x:\n  - «a: 1 \n\n    b: 2\n»c: 3",
      "   2 |   - a: 1 \n     |     ^^^^\n     ⋮ \n   4 |     b: 2\n     |     ^^^^"
    ),
    (
      "«1\n2\n3\n4\n5\n6\n7»",
      "   1 | 1\n     | ^\n   2 | 2\n     | ^\n   3 | 3\n     | ^\n     ⋮ \n   7 | 7\n     | ^"
    ),
    ("a«\n\n»b", "   1 | a\n     |  ^"),
  ])
  func snippets(_ marked: String, _ expected: String) { #expect(snippet(marked) == expected) }

  /// Of 40 cells the gutter takes 7; of the 33 that are left, 31 are for the line where it is cut.
  @Test func windows() {
    let left = String(repeating: "l", count: 100)
    let right = String(repeating: "r", count: 100)
    let run = { (letter: Character, count: Int) in String(repeating: letter, count: count) }
    #expect(snippet("\(run("l", 32))«x»", width: 40) == "   1 | \(run("l", 32))x\n     | \(run(" ", 32))^")
    #expect(
      snippet("\(run("l", 33))«x»", width: 40) == "   1 | …\(run("l", 30))x\n     | \(run(" ", 31))^")
    #expect(
      snippet("\(left)«bad»\(right)", width: 40)
        == "   1 | …\(run("l", 14))bad\(run("r", 14))…\n     | \(run(" ", 15))^^^")
    #expect(snippet("«bad»\(right)", width: 40) == "   1 | bad\(run("r", 28))…\n     | ^^^")
    #expect(snippet("\(left)«bad»", width: 40) == "   1 | …\(run("l", 28))bad\n     | \(run(" ", 29))^^^")
    // A mark that is wider than the terminal shows its start, and a little of what is before it.
    #expect(
      snippet("\(left)«\(right)»", width: 40)
        == "   1 | …lll\(run("r", 28))…\n     | \(run(" ", 4))\(run("^", 28))")
    // Half of a wide character at the edge is a blank.
    #expect(snippet("«bad»\(run("部", 40))", width: 39) == "   1 | bad\(run("部", 13)) …\n     | ^^^")
  }

  /// Whatever the range and the width: no line is wider than the terminal, and the mark lies under the line.
  @Test func everyRangeAtEveryWidth() {
    let text = "a: \t部署 👩‍👩‍👧 x\n  - 🇩🇪 e\u{301}\u{1B} — \"long long long long long\"\r\n\n\tz\u{200B}é 部部部部部部部部部部部部部部部部"
    let count = text.utf8.count
    for width in [1, 30, 37, 80] {
      for start in stride(from: 0, through: count, by: 1) {
        for end in stride(from: start, through: count, by: 7) {
          let diagnostic = Diagnostic(
            code: "W", name: "n", severity: .error, range: TextRange(start, end), message: "m",
            fixes: [Fix("f", edits: [TextEdit(TextRange(start, end), "部部部部部部部部部部部部部部部部 \n y")])])
          let report = Fixture.one(diagnostic, in: text)
          let lines = Fixture.text(report, .text, ReportOptions(width: width, showsSummary: false))
            .split(separator: "\n").dropFirst()
          for line in lines where DisplayWidth.of(String(line)) > max(width, 30) {
            Issue.record("\(line) is wider than \(width) for \(start)..<\(end)")
          }
          for (line, mark) in zip(lines, lines.dropFirst()) where mark.hasSuffix("^") {
            if DisplayWidth.of(String(mark)) > max(DisplayWidth.of(String(line)), 7) + 1 {
              Issue.record("the mark of \(line) is beside it for \(start)..<\(end)")
            }
          }
        }
      }
    }
  }

  /// Ranges and edits that do not fit the text are shown as far as they go.
  @Test(arguments: [(0, 99), (98, 99), (3, 3), (2, 3)])
  func rangesBeyondTheText(_ start: Int, _ end: Int) {
    let range = TextRange(start, end)
    let diagnostic = Diagnostic(
      code: "W", name: "n", severity: .hint, range: range, message: "m",
      related: [RelatedPlace(range: range, message: "r")], fixes: [Fix("f", edits: [.delete(range), .delete(range)])])
    let report = Fixture.one(diagnostic, in: "aé")
    for format in ReportFormat.allCases { #expect(!report.rendered(as: format).isEmpty) }
  }

  @Test(arguments: [
    ([TextEdit(TextRange(3, 4), "x\ny")], "   1 - a: 1\n   1 + a: x\n   2 + y"),
    ([TextEdit.delete(TextRange(5, 10))], "   2 - b: 2"),
    ([TextEdit.insert("n: 0\n", at: 5)], "   2 + n: 0"),
    ([TextEdit.insert("n: 0\n", at: 15)], "   4 + n: 0"),
    (
      [TextEdit.insert("0: 0\n", at: 0), TextEdit(TextRange(13, 14), "9")],
      "   1 + 0: 0\n   3 - c: 3\n   4 + c: 9"
    ),
    (
      [TextEdit(TextRange(0, 15), "1\n2\n3\n4\n5\n")],
      "   1 - a: 1\n   2 - b: 2\n   3 - c: 3\n   1 + 1\n   2 + 2\n   3 + 3\n   4 + 4\n     + … 1 more"
    ),
  ])
  func fixPreviews(_ edits: [TextEdit], _ expected: String) {
    let text = snippet("«a»: 1\nb: 2\nc: 3\n", fixes: [Fix("do", edits: edits)])
    #expect(text == "   1 | a: 1\n     | ^\n     = fix: do\n" + expected)
  }

  /// The help starts in column 13, so that 17 cells are left.
  @Test func helpIsWrapped() {
    #expect(
      snippet("«a»", width: 30, help: "one two three four 部署環境 five")
        == "   1 | a\n     | ^\n     = help: one two three\n             four 部署環境\n             five")
  }

  /// A line of a million characters is neither copied nor laid out as a whole.
  @Test(.timeLimit(.minutes(20))) func hugeLines() {
    let text = String(repeating: "x", count: 1_000_000)
    let diagnostics = (0..<300).map {
      Diagnostic(code: "W", name: "n", severity: .error, range: TextRange($0 * 3000, $0 * 3000 + 2), message: "m")
    }
    let report = Report(
      tool: ToolInfo(version: "1"),
      files: [FileReport(path: "a", text: SourceText(text), diagnostics: diagnostics)], rules: [])
    #expect(report.rendered(as: .text).count < 300 * 9000)
  }

  @Test func colours() {
    let report = Fixture.one(
      Diagnostic(code: "W", name: "n", severity: .warning, range: TextRange(0, 1), message: "m"), in: "a")
    #expect(
      Fixture.text(report, .text, ReportOptions(isColoured: true, showsSummary: false))
        == "\u{1B}[1ma.yaml:1:1:\u{1B}[0m \u{1B}[1;33mwarning[W]\u{1B}[0m n: \u{1B}[1mm\u{1B}[0m\n"
        + "\u{1B}[1;34m   1 |\u{1B}[0m a\n\u{1B}[1;34m     |\u{1B}[0m \u{1B}[1;33m^\u{1B}[0m\n\n")
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("部署", 4), ("ｶﾅ", 2), ("カナ", 4), ("Ａ", 2), ("—", 1), ("…", 1),
    ("🚀", 2), ("👩‍🚀", 2), ("👍🏽", 2), ("🏽", 2), ("🇩🇪", 2), ("🇩🇪🇫", 3), ("❤", 1), ("❤\u{FE0F}", 2), ("⌚", 2),
    ("⌚\u{FE0E}", 1), ("1\u{FE0F}\u{20E3}", 2), ("각", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("\u{AD}", 1),
    ("\u{200B}", 0), ("א\u{5B0}", 1), ("ไทยำ", 4), ("ก็", 1), ("𠀀", 2), ("㈱", 2), ("①", 1), ("\u{300}", 0), ("🏴‍☠️", 2),
  ])
  func widths(_ text: String, _ expected: Int) { #expect(DisplayWidth.of(text) == expected) }

  @Test(arguments: [DisplayWidthTable.wide, DisplayWidthTable.zero])
  func tableAscends(_ table: [UInt32]) {
    #expect(table.count.isMultiple(of: 2))
    for pair in stride(from: 0, to: table.count, by: 2) {
      #expect(table[pair] <= table[pair + 1])
      if pair > 0 { #expect(table[pair - 1] < table[pair]) }
    }
  }
}
