// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import Foundation
import Rules
import SourceText
import TestSupport
import Testing
import WorkflowModel
import YAMLSyntax

/// A file with its neighbours, ready to be analysed.
struct Fixture {
  var name: String
  var text: String
  var others: [(name: String, text: String)] = []
  var scriptProblems: [ScriptProblem] = []

  init(
    name: String, text: String, others: [(name: String, text: String)] = [], scriptProblems: [ScriptProblem] = []
  ) {
    self.name = name
    self.text = text
    self.others = others
    self.scriptProblems = scriptProblems
  }

  init(_ example: RuleExample, text: String) {
    self.init(name: example.fileName, text: text, others: example.others, scriptProblems: example.scriptProblems)
  }

  func analyzed() -> AnalyzedDocument {
    var configuration = Configuration()
    if let file = others.first(where: { $0.name == ".wflint.yaml" }) {
      configuration = readConfiguration(ParsedDocument(path: file.name, text: SourceText(file.text)))
    }
    let parsed = ParsedDocument(path: name, text: SourceText(text), stepTypes: configuration.stepTypes)
    let neighbours = others.filter { $0.name != ".wflint.yaml" }.flatMap {
      ParsedDocument(path: $0.name, text: SourceText($0.text), stepTypes: configuration.stepTypes).summaries()
    }
    let summary = WorkspaceSummary(parsed.summaries() + neighbours)
    var collector = ImportCollector(
      folders: [],
      read: { path in
        others.first { $0.name == path }.map {
          ParsedDocument(path: path, text: SourceText($0.text), dialect: "cloudify")
        }
      },
      isPresent: { path in others.contains { $0.name == path } })
    collector.collect(parsed)
    return analyze(
      parsed, in: WorkspaceSnapshot(configuration: configuration, summary: summary, imports: collector.files),
      scriptProblems: scriptProblems)
  }

  func findings(of code: String) -> [Diagnostic] { analyzed().diagnostics.filter { $0.code == code } }
}

/// An example together with its rule.
struct RuleCase: CustomTestStringConvertible, Sendable {
  var rule: RuleMetadata
  var example: RuleExample
  var index: Int
  var testDescription: String { "\(rule.code) \(rule.name) #\(index + 1) (line \(example.line))" }

  static let bad = RuleCatalog.all.flatMap { rule in
    rule.bad.enumerated().map { RuleCase(rule: rule, example: $0.element, index: $0.offset) }
  }
  static let good = RuleCatalog.all.flatMap { rule in
    rule.good.enumerated().map { RuleCase(rule: rule, example: $0.element, index: $0.offset) }
  }

  var location: SourceLocation {
    SourceLocation(fileID: "Rules/\(rule.name).swift", filePath: "\(example.file)", line: Int(example.line), column: 1)
  }
}

/// The examples of every rule: documentation that is held to be true.
@Suite struct RuleExampleTests {
  @Test(arguments: RuleCase.bad) func findsExactlyTheMarkedText(_ test: RuleCase) {
    let marked = MarkedText(test.example.text)
    let fixture = Fixture(test.example, text: marked.text)
    let found = fixture.findings(of: test.rule.code).map(\.range)
    #expect(found == marked.ranges, "marked \(marked.ranges), found \(found)", sourceLocation: test.location)
  }

  @Test(arguments: RuleCase.good) func findsNothingInGoodExamples(_ test: RuleCase) {
    let fixture = Fixture(test.example, text: MarkedText(test.example.text).text)
    let found = fixture.findings(of: test.rule.code)
    #expect(found.isEmpty, "\(found.map(\.message))", sourceLocation: test.location)
  }

  /// A multi-byte comment in front, a byte order mark and CRLF change no finding.
  @Test(arguments: RuleCase.bad) func findsItInOtherSurroundings(_ test: RuleCase) {
    let marked = MarkedText(test.example.text)
    let comment = "# é😀 comment\n"
    for (prefix, transform) in [
      (comment, { (text: String) in text }), ("\u{FEFF}", { (text: String) in text }),
      ("", { (text: String) in text.replacingOccurrences(of: "\n", with: "\r\n") }),
    ] {
      let text = transform(prefix + marked.text)
      let fixture = Fixture(test.example, text: text)
      let source = SourceText(text)
      let found = fixture.findings(of: test.rule.code).map { source[$0.range] }
      let expected = marked.ranges.map { transform(SourceText(marked.text)[$0]) }
      #expect(found == expected, "in \(text.debugDescription)", sourceLocation: test.location)
    }
  }

  /// Every fix, alone, takes its finding away, and the file parses no worse.
  @Test(arguments: RuleCase.bad) func fixesMendTheFinding(_ test: RuleCase) throws {
    let marked = MarkedText(test.example.text)
    let fixture = Fixture(test.example, text: marked.text)
    let before = fixture.analyzed()
    let findings = before.diagnostics.filter { $0.code == test.rule.code }
    for finding in findings {
      for fix in finding.fixes {
        #expect(test.rule.fix != .never, "\(test.rule.code) says that it never fixes", sourceLocation: test.location)
        let text = try #require(before.parsed.text.applying(fix.edits), sourceLocation: test.location)
        var mended = fixture
        mended.text = text.string
        // The tool would say nothing of what was mended.
        mended.scriptProblems = []
        let after = mended.analyzed()
        let rest = after.diagnostics.filter { $0.code == test.rule.code }
        #expect(rest.count < findings.count, "\(fix.title) left \(text.string)", sourceLocation: test.location)
        let problems = before.parsed.tree.problems.count
        #expect(
          after.parsed.tree.problems.count <= problems, "\(fix.title) broke \(text.string)",
          sourceLocation: test.location)
      }
    }
    if test.rule.fix != .never, test.index == 0 {
      #expect(findings.contains { !$0.fixes.isEmpty }, "the first example shows a fix", sourceLocation: test.location)
    }
  }

  /// A suppression above the finding silences it.
  @Test(arguments: RuleCase.bad.filter { $0.rule.category != .yaml }) func suppressionsSilenceIt(_ test: RuleCase) {
    let text = "# wflint: allow-file(\(test.rule.name)) for the test\n" + MarkedText(test.example.text).text
    let fixture = Fixture(test.example, text: text)
    let found = fixture.analyzed().diagnostics.filter { $0.code == test.rule.code || $0.code == "WF009" }
    #expect(found.isEmpty, "\(found.map(\.message))", sourceLocation: test.location)
  }

  @Test func everyRuleIsDocumented() {
    let fed: Set<String> = ["WF012"]
    #expect(Set(RuleCatalog.all.map(\.code)).count == RuleCatalog.all.count)
    #expect(Set(RuleCatalog.all.map(\.name)).count == RuleCatalog.all.count)
    for rule in RuleCatalog.all {
      #expect(!rule.rationale.isEmpty && !rule.summary.isEmpty, "\(rule.code)")
      #expect(fed.contains(rule.code) || !rule.bad.isEmpty && !rule.good.isEmpty, "\(rule.code) has no examples")
    }
  }
}
