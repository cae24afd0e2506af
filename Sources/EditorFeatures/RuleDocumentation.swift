// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
package import Rules

/// A rule as Markdown, for hover, `wflint explain` and the pages of `docs/rules`.
package enum RuleDocumentation {
  /// The code of a rule, by its code or name; nil for an unknown one.
  package static func code(of rule: String) -> String? { RuleCatalog.rule(rule)?.code }

  /// The page of a rule.
  package static func markdown(_ rule: RuleMetadata) -> String {
    var lines = ["# \(rule.code) \(rule.name)", "", rule.summary, ""]
    let fix =
      switch rule.fix {
      case .never: "none"
      case .safe: "safe, applied by `--fix`"
      case .unsafe: "a guess, applied by `--unsafe-fixes`"
      }
    lines += ["severity: \(rule.severity.rawValue); fix: \(fix)", "", "## Why", "", rule.rationale, ""]
    lines += examples("Bad", rule.bad) + examples("Good", rule.good)
    lines += ["## Allow it", "", "```yaml", "# wflint: allow(\(rule.name)) reason", "```"]
    return lines.joined(separator: "\n")
  }

  private static func examples(_ title: String, _ examples: [RuleExample]) -> [String] {
    guard !examples.isEmpty else { return [] }
    var lines = ["## \(title)", ""]
    for example in examples {
      for other in example.others {
        lines += ["`\(other.name)`:", "", "```yaml", trimmed(other.text), "```", ""]
      }
      lines += ["```yaml", trimmed(example.text), "```", ""]
    }
    return lines
  }

  /// The text without the marks and without characters that a page could not show.
  private static func trimmed(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar != "«" && scalar != "»" {
      switch scalar.value {
      case 0x09: result += "\\t"
      case 0x00...0x08, 0x0B...0x1F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    while result.hasSuffix("\n") { result.removeLast() }
    return result
  }
}

/// Where a rule's page is published; nil for a code that no rule has.
package func documentationURL(ofRule code: String) -> String? { RuleCatalog.rule(code)?.url }

extension RuleDocumentation {
  /// A table of all rules.
  package static func index() -> String {
    var lines = ["# Rules", "", "Generated from the rules themselves by `make docs`.", ""]
    for category in RuleCategory.allCases {
      let rules = RuleCatalog.all.filter { $0.category == category }
      guard !rules.isEmpty else { continue }
      lines += ["## \(category.rawValue)", "", "| code | name | severity | fix | finds |", "|---|---|---|---|---|"]
      for rule in rules {
        lines.append(
          "| [\(rule.code)](\(rule.code).md) | \(rule.name) | \(rule.severity.rawValue) | \(rule.fix.rawValue) | \(rule.summary) |"
        )
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  /// Every page of `docs/rules`, by file name.
  package static func pages() -> [(name: String, text: String)] {
    [("README.md", index())] + RuleCatalog.all.map { ("\($0.code).md", markdown($0) + "\n") }
  }
}
