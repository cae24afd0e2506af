// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// Reports values that need quotes because of their first character.
package enum UnquotedIndicator: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF008", "unquoted-indicator", .yaml, .error, fix: .safe,
    summary: "A value starts with a character that means something to YAML.",
    rationale: """
      `*` starts an alias, `!` a tag, `{` a mapping; `@`, `%` and a backtick start nothing at all. Globs, expressions in flow style and mentions need quotes.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: git_push
            branches:
              - main
              - «!release»
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        "schema: wflint/v1\nname: api\ntriggers:\n  - {type: git_push, branches: [«*-release»]}\nsteps:\n  - {id: a, type: script, run: make}\n"
      ),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\ntriggers:\n  - {type: git_push, branches: [\"*-release\"]}\nsteps:\n  - {id: a, type: script, run: make}\n"
      )
    ])

  /// Reports the problems of this kind in a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    for problem in file.tree.problems where problem.kind == .indicator { report.add(problem) }
    for range in unquotedGlobs(in: file) {
      let text = file.text[range]
      report.add(
        range,
        "`\(text)` starts with `\(text.prefix(1))`, which makes it \(text.hasPrefix("!") ? "a tag" : "an alias"): quote the glob",
        fixes: [Fix("quote it", edits: [TextEdit(range, YAMLQuoting.doubleQuoted(text))])])
    }
  }

  /// The places where a glob is meant and YAML sees an alias of an anchor that does not exist, or a tag.
  static func unquotedGlobs(in file: FileContext) -> [TextRange] {
    file.documents.flatMap(\.problems).compactMap { problem -> TextRange? in
      if case .unquotedGlob = problem.kind { problem.range } else { nil }
    }
  }
}
