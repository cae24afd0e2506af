// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

@testable import Reporting

/// The report that the golden tests render.
enum Fixture {
  static let deploy = """
    schema: wflint/v1
    name: deploy
    steps:
      - id: plan
        type: iac
      - id: apply
        type: iac
        needs: [paln]
        if: "部署 == 1"
    outputs:
    \t- 🚀 bad\u{1B}[31m
    """

  /// The range of the first occurrence of `part` in `text`.
  static func range(_ part: String, in text: String = deploy) -> TextRange {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    for start in 0...(bytes.count - wanted.count) where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return TextRange(start, start + wanted.count)
    }
    return TextRange(at: bytes.count)
  }

  static let diagnostics: [Diagnostic] = [
    Diagnostic(
      code: "WF201", name: "unknown-step", severity: .error, range: range("paln"),
      message: "no step is named `paln`", help: "Steps are named by their `id`.",
      related: [
        RelatedPlace(range: range("plan"), message: "a similar name"),
        RelatedPlace(
          path: "other.wf.yaml", range: TextRange(40, 44), message: "and here", start: LineColumn(line: 2, column: 6)),
      ],
      fixes: [Fix("replace with `plan`", edits: [TextEdit(range("paln"), "plan")])]),
    Diagnostic(
      code: "WF305", name: "constant-condition", severity: .warning, range: range("部署 == 1"),
      message: "always false, 100%: [a;b]",
      fixes: [
        Fix(
          "remove the condition", .unsafe, edits: [.delete(range("    if: \"部署 == 1\"\n"))])
      ]),
    Diagnostic(
      code: "WF102", name: "tab", severity: .hint, range: range("\t- 🚀 bad\u{1B}[31m"),
      message: "tab\nin <indentation> & \"more\""),
  ]

  static let rules = [
    RuleInfo(
      code: "WF102", name: "tab", summary: "A tab indents.", rationale: "YAML forbids it.", defaultSeverity: .hint,
      isFixable: false),
    RuleInfo(
      code: "WF201", name: "unknown-step", summary: "A name that no step has.", rationale: "It **never** runs.",
      helpURL: "https://example.com/rules/WF201", defaultSeverity: .error, isFixable: true),
    RuleInfo(
      code: "WF305", name: "constant-condition", summary: "It never changes.", rationale: "So it is dead.",
      defaultSeverity: nil, isFixable: true),
  ]

  static let unreadable = Diagnostic(
    code: "WF000", name: "unreadable", severity: .error, range: TextRange(at: 0), message: "permission denied")

  static let report = Report(
    tool: ToolInfo(version: "1.2.3", informationURL: "https://example.com/wflint"),
    files: [
      FileReport(path: "clean.wf.yaml", text: SourceText("a: 1\n"), diagnostics: []),
      FileReport(path: "./ops/de ploy,x:y.wf.yaml", text: SourceText(deploy), diagnostics: diagnostics),
      FileReport(path: "secret.wf.yaml", text: nil, diagnostics: [unreadable]),
    ],
    rules: rules)

  /// A report with one file and one finding.
  static func one(_ diagnostic: Diagnostic, in text: String) -> Report {
    Report(
      tool: ToolInfo(version: "1"),
      files: [FileReport(path: "a.yaml", text: SourceText(text), diagnostics: [diagnostic])], rules: [])
  }

  static func text(_ report: Report, _ format: ReportFormat, _ options: ReportOptions = ReportOptions()) -> String {
    String(decoding: report.rendered(as: format, options), as: UTF8.self)
  }
}
