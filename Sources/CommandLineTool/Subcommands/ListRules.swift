// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Diagnostics
import EditorFeatures
import FoundationEssentials
import Rules

/// `wflint rules`: all rules.
struct ListRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: WflintCommand.name, abstract: "List all rules.",
    discussion:
      "Examples:\n  wflint rules\n  wflint rules --format json\n  wflint rules --format markdown --output docs/rules")

  enum Format: String, Choice {
    case text
    case json
    case markdown
  }

  @Option(help: "text, json or markdown.")
  var format: Format = .text

  @Option(help: "With markdown: write a page for each rule and an index into this folder.")
  var output: String?

  private struct Row: Encodable {
    var code: String
    var name: String
    var category: String
    var severity: String
    var fix: String
    var summary: String
    var url: String
  }

  func run() throws {
    switch format {
    case .text:
      for rule in RuleCatalog.all {
        let name = rule.name + String(repeating: " ", count: max(1, 26 - rule.name.utf8.count))
        let severity =
          rule.severity.rawValue + String(repeating: " ", count: max(1, 9 - rule.severity.rawValue.utf8.count))
        Terminal.print(
          "\(rule.code)  \(name)\(severity)\(rule.fix == .never ? " " : rule.fix == .safe ? "S" : "U")  \(rule.summary)"
        )
      }
    case .json:
      let rows = RuleCatalog.all.map {
        Row(
          code: $0.code, name: $0.name, category: $0.category.rawValue, severity: $0.severity.rawValue,
          fix: $0.fix.rawValue, summary: $0.summary, url: $0.url)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      Terminal.print(String(decoding: try encoder.encode(rows), as: UTF8.self))
    case .markdown:
      guard let output else { return Terminal.print(RuleDocumentation.index()) }
      for (name, text) in RuleDocumentation.pages() {
        try FileSystem.writeMakingFolder(Array(text.utf8), to: output + "/" + name)
      }
    }
  }
}
