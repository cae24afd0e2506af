// SPDX-License-Identifier: Apache-2.0
import Analysis
import CloudifyDialect
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// Every row of what is known to be wrong with blueprints has a rule, and a blueprint that shows it.
@Suite struct CoverageTests {
  /// The product's error codes that no blueprint on disk can lead to, or that are decided elsewhere, with the reason.
  static let withoutRule: [String: String] = [
    "30": "a path always becomes a URL; only callers of the parser's library see it",
    "71": "shadowed by 29", "72": "shadowed by 29", "73": "shadowed by 29", "74": "shadowed by 29",
    "75": "shadowed by 29", "76": "shadowed by 29",
    "101": "the parser's own values, which no blueprint writes",
  ]
  /// All codes of the product's parser.
  static let codes: [Int] =
    [-1, 1, 2, 3, 4, 7, 10, 13, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 40, 41, 42, 50, 60, 61]
    + Array(71...76) + [91] + [100, 101, 102, 103, 104, 105, 106, 107, 108, 112, 200, 201, 202]
    + [204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221]

  private func findings(_ row: CoverageRow) -> [Diagnostic] {
    let parsed = ParsedDocument(path: "/w/main.yaml", text: SourceText(row.text))
    func other(_ path: String) -> ParsedDocument? {
      if path == parsed.path { return parsed }
      return row.others[String(path.dropFirst(3))].map {
        ParsedDocument(path: path, text: SourceText($0), dialect: "cloudify")
      }
    }
    var collector = ImportCollector(read: other, isPresent: { other($0) != nil })
    collector.collect(parsed)
    return analyze(parsed, in: WorkspaceSnapshot(imports: collector.files)).diagnostics
  }

  @Test(arguments: CoverageRow.codes + CoverageRow.crashes + CoverageRow.mistakes + CoverageRow.contradictions)
  func hasARule(_ row: CoverageRow) {
    let found = findings(row)
    #expect(
      found.contains { row.rules.contains($0.code) },
      "\(row.rules) is not among \(found.map { "\($0.code) \($0.message)" })")
  }

  /// What the parser refuses or crashes on is an error here, too; what it takes is none.
  @Test(arguments: CoverageRow.codes + CoverageRow.crashes) func isAnError(_ row: CoverageRow) {
    #expect(findings(row).contains { $0.severity == .error && row.rules.contains($0.code) })
  }

  @Test(arguments: CoverageRow.accepted) func isAccepted(_ row: CoverageRow) {
    #expect(findings(row).filter { $0.severity == .error }.map(\.message) == [])
  }

  @Test func everyCodeHasARow() {
    for code in Self.codes {
      let hasRow = CoverageRow.codes.contains { $0.name == "code \(code)" || $0.name.hasPrefix("code \(code):") }
      #expect(hasRow || Self.withoutRule["\(code)"] != nil, "code \(code)")
      #expect(!(hasRow && Self.withoutRule["\(code)"] != nil), "code \(code) has a row and a reason for none")
    }
  }

  /// Every rule of this dialect is what some row is about, so a rule that falls out of use is seen.
  @Test func everyRuleHasARow() {
    let rows = CoverageRow.codes + CoverageRow.crashes + CoverageRow.mistakes + CoverageRow.contradictions
    let shown = Set(rows.flatMap(\.rules))
    let pages = RepositoryPaths.root.appendingPathComponent("docs/rules")
    let own = RepositoryPaths.files(below: pages, extensions: ["md"]).map {
      $0.deletingPathExtension().lastPathComponent
    }.filter { $0.hasPrefix("CF") }
    #expect(own.count > 90)
    let others: Set = [
      "CF111",  // a hint: what is not looked into
      "CF112",  // what is wrong in an imported file
      "CF119",  // a template that only extends an import's, and there is none
    ]
    #expect(Set(own).subtracting(shown).subtracting(others) == [])
  }
}
