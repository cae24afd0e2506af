// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import TestSupport
import Testing

@Suite struct SuppressionTests {
  /// The names that a comment holds; nil where it is no suppression.
  @Test(
    arguments: [
      ("# wflint: allow(unknown-step)", ["unknown-step"], false),
      ("# wflint: allow(unknown-step, WF506) somebody asked for it", ["unknown-step", "WF506"], false),
      ("#wflint:allow(WF201)", ["WF201"], false),
      ("#   wflint:   allow( WF201 ,WF202 )", ["WF201", "WF202"], false),
      ("# wflint: allow-file(WF112) é😀", ["WF112"], true),
      ("# wflint: allow()", [], false),
      ("# wflint: allow(WF201", ["WF201"], false),
      ("# wflint: allow", nil, false),
      ("# wflint: deny(WF201)", nil, false),
      ("# please wflint: allow(WF201)", nil, false),
      ("# wflint allow(WF201)", nil, false),
      ("# Wflint: allow(WF201)", nil, false),
      ("#", nil, false),
      ("# wflint:", nil, false),
      ("# wflint: allow-files(WF201)", nil, false),
    ] as [(String, [String]?, Bool)])
  func reads(comment: String, names: [String]?, isFile: Bool) {
    let text = SourceText("steps: []  \(comment)\n")
    let start = 11
    let range = TextRange(start, start + comment.utf8.count)
    let read = Suppression(comment: range, in: text, isOwnLine: false, coveredLines: 0...9)
    #expect(read?.entries.map(\.text) == names)
    guard let read else { return }
    #expect(read.scope == (isFile ? .file : .lines(0...0)))
    #expect(read.range == range)
    for entry in read.entries { #expect(text[entry.range] == entry.text) }
  }

  @Test(arguments: [(true, 2...5, 5, true), (true, 2...5, 6, false), (false, 2...5, 2, true), (false, 2...5, 3, false)])
  func covers(isOwnLine: Bool, lines: ClosedRange<Int>, line: Int, expected: Bool) throws {
    let comment = "# wflint: allow(WF201)"
    let text = SourceText("a\nb\n\(comment)\nc\nd\ne\nf\ng\n")
    let start = 4
    let suppression = try #require(
      Suppression(
        comment: TextRange(start, start + comment.utf8.count), in: text, isOwnLine: isOwnLine, coveredLines: lines))
    let place = text.lines.range(ofLine: line).start
    let diagnostic = Diagnostic(
      code: "WF201", name: "unknown-step", severity: .error, range: TextRange(place, place + 1), message: "no")
    #expect(suppression.covers(diagnostic, in: text) == expected)
  }

  @Test func entriesNameCodesAndNames() throws {
    let text = SourceText("# wflint: allow(WF201, unknown-step, wf201)")
    let entries = try #require(
      Suppression(comment: text.fullRange, in: text, isOwnLine: true, coveredLines: 0...1)
    ).entries
    #expect(entries.map { Suppression.names($0, code: "WF201", name: "unknown-step") } == [true, true, false])
  }

  @Test func findingsSortByPlaceThenCode() {
    func finding(_ code: String, _ start: Int, _ end: Int) -> Diagnostic {
      Diagnostic(code: code, name: "", severity: .hint, range: TextRange(start, end), message: "")
    }
    let sorted = [finding("WF2", 3, 4), finding("WF1", 3, 5), finding("WF1", 3, 4), finding("WF9", 0, 9)].sorted()
    #expect(sorted.map(\.code) == ["WF9", "WF1", "WF2", "WF1"])
    #expect(Severity.hint < .warning && Severity.warning < .error && !(Severity.error < .hint))
  }
}
