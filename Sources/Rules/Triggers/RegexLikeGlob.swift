// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import YAMLSyntax

/// Reports globs that were meant as regular expressions.
package enum RegexLikeGlob: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF410", "regex-like-glob", .triggers, .warning, fix: .unsafe,
    summary: "A glob looks like a regular expression.",
    rationale: """
      Branches, tags and paths are matched by globs, in which `^`, `$`, `\\.` and `(a|b)` are plain characters: as a rule nothing matches, \
      and the workflow never starts. `*` is any text without a slash, `**` any text, `{a,b}` one of several.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: ["«^main$»"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: git_push
            branches: ["«.*»", "«release/.*»", "«(main|develop)»"]
            tags: ['«v[0-9]+\\.[0-9]+»']
            paths: ['«src/.*\\.ts$»', '«src/.*\\.go»']
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [main, "release/**", "v1.*", "{main,develop}", "feature/[a-z]*"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, paths: [".github/**", "src/.*", ".*", "**/*.min.js", "a+b/*", 'v1\\.0/**']}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Globs.
  package static func applies(to format: TextFormat) -> Bool { format == .glob }

  /// Reports a glob with a sign of a regular expression.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node) else { return }
    let pattern = node.text
    let isPath = text.field == "paths"
    guard let sign = RegexSigns.sign(in: pattern, isPath: isPath) else { return }
    let glob = RegexSigns.glob(for: pattern, isPath: isPath)
    report.add(
      node.contentRange,
      "`\(pattern)` looks like a regular expression; a glob is expected, in which `\(sign)` is plain text",
      help: "`*` is any text without a slash, `**` any text, `?` one character, `{a,b}` one of several.",
      fixes: glob.map { glob in
        [Fix("replace with `\(glob)`", .unsafe, edits: YAMLEdits.replaceValue(of: node, with: glob))]
      } ?? [])
  }
}
