// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Foundation
import SourceText
import Testing

@testable import Reporting

@Suite("Formats")
struct FormatTests {
  @Test(arguments: [
    (ReportFormat.text, Golden.text), (.concise, Golden.concise), (.json, Golden.json), (.sarif, Golden.sarif),
    (.github, Golden.github), (.gitlab, Golden.gitlab), (.checkstyle, Golden.checkstyle), (.junit, Golden.junit),
    (.rdjson, Golden.rdjson), (.azure, Golden.azure),
  ])
  func golden(_ format: ReportFormat, _ expected: String) {
    #expect(Fixture.text(Fixture.report, format) == expected)
  }

  /// `jsonl` is `json` without its frame.
  @Test func jsonLines() {
    let lines = Golden.json.split(separator: "\n").dropFirst()
      .map { $0.hasSuffix("}]}") ? String($0.dropLast(2)) : String($0.dropLast()) }
    #expect(Fixture.text(Fixture.report, .jsonl) == lines.map { $0 + "\n" }.joined())
  }

  @Test(arguments: [
    (ReportFormat.text, "no findings in 0 files\n"), (.concise, "no findings in 0 files\n"),
    (.json, "{\"version\":1,\"diagnostics\":[]}\n"), (.jsonl, ""), (.github, ""), (.gitlab, "[]\n"), (.azure, ""),
    (.rdjson, "{\"source\":{\"name\":\"wflint\"},\"diagnostics\":[]}\n"),
  ])
  func nothing(_ format: ReportFormat, _ expected: String) {
    #expect(Fixture.text(Report(tool: ToolInfo(version: "1"), files: [], rules: []), format) == expected)
  }

  /// Every character that a message can hold comes back out of the JSON formats.
  @Test(arguments: [ReportFormat.json, .sarif, .gitlab, .rdjson])
  func jsonEscapes(_ format: ReportFormat) throws {
    var nasty = String(String.UnicodeScalarView((0..<0x100).compactMap(Unicode.Scalar.init)))
    nasty += "\u{2028}\u{2029}\u{FEFF}🚀\u{FFFF}\u{10FFFF}"
    let diagnostic = Diagnostic(code: "WF1", name: "n", severity: .error, range: TextRange(0, 1), message: nasty)
    let bytes = Fixture.one(diagnostic, in: "a: 1").rendered(as: format)
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    let found = Self.strings(in: object).contains {
      $0.unicodeScalars.elementsEqual(nasty.unicodeScalars) || $0.hasSuffix(nasty)
    }
    #expect(found)
    #expect(!bytes.dropLast().contains { $0 < 0x20 && $0 != 0x0A })
  }

  private static func strings(in value: Any) -> [String] {
    if let text = value as? String { return [text] }
    if let list = value as? [Any] { return list.flatMap(strings) }
    return (value as? [String: Any])?.values.flatMap(strings) ?? []
  }

  /// One finding is one line of a command, whatever its message; taking the escapes back gives the message.
  @Test(arguments: [
    (ReportFormat.github, "::", ["%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"]),
    (.azure, "]", ["%0D": "\r", "%0A": "\n", "%3B": ";", "%5D": "]", "%AZP25": "%"]),
  ])
  func commandEscapes(_ format: ReportFormat, _ separator: String, _ escapes: [String: String]) throws {
    let message = "50% of a::b,c;d]e\r\n%0A ##vso[x] ::error::"
    var report = Fixture.one(
      Diagnostic(code: "WF1", name: "n", severity: .error, range: TextRange(0, 1), message: message), in: "a")
    report.files[0].path = "x%:,;]\n.yaml"
    let text = Fixture.text(report, format)
    #expect(text.utf8.count { $0 == 0x0A || $0 == 0x0D } == 1)
    let line = text.dropLast().dropFirst(2)
    let end = try #require(line.range(of: separator))
    #expect(Self.unescaped(line[end.upperBound...], escapes) == message)
    #expect(Self.unescaped(line[..<end.lowerBound], escapes).contains("x%:,;]\n.yaml"))
  }

  /// Takes escapes back from left to right, in one pass.
  private static func unescaped(_ text: Substring, _ escapes: [String: String]) -> String {
    var result = ""
    var rest = text
    while let first = rest.first {
      if let escape = escapes.first(where: { rest.hasPrefix($0.key) }) {
        result += escape.value
        rest = rest.dropFirst(escape.key.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  @Test func summaries() {
    func summary(_ severities: [Severity], fixes: [Applicability?]) -> String {
      let diagnostics = zip(severities, fixes).map { severity, applicability in
        Diagnostic(
          code: "W", name: "n", severity: severity, range: TextRange(at: 0), message: "m",
          fixes: applicability.map { [Fix("f", $0, edits: [])] } ?? [])
      }
      return Summary(
        Report(
          tool: ToolInfo(version: "1"), files: [FileReport(path: "a", text: nil, diagnostics: diagnostics)], rules: [])
      ).line
    }
    #expect(summary([], fixes: []) == "no findings in 1 file")
    #expect(summary([.error], fixes: [nil]) == "1 error in 1 file")
    #expect(
      summary([.warning, .warning, .hint], fixes: [.safe, .safe, nil])
        == "2 warnings, 1 hint in 1 file; 2 fixable with --fix")
    #expect(summary([.hint], fixes: [.unsafe]) == "1 hint in 1 file; 1 fixable with --unsafe-fixes")
  }
}
