// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Reports what `shellcheck` says of Bash and shell scripts.
package enum ShellScript: Rule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF801", "shell-script", .embeddedCode, .warning, fix: .unsafe,
    summary: "`shellcheck` finds something wrong in a Bash or shell script.",
    rationale: """
      Where `shellcheck` is installed, `wflint check` hands it the text of every `run` in `bash` and `sh`, and shows what it says \
      at its place in the workflow, as bad as the tool thinks it is. The script is read, never run. Expressions look like names to \
      the tool, and what it says only because of them is left away. `# shellcheck disable=SC2086` in the script works as it \
      does elsewhere; `--scripts off` asks no tool.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: script
            run: |
              cd build
              rm -r «$TARGET»

        """,
        scriptProblems: [
          ScriptProblem(
            range: TextRange(15, 22), severity: .hint, code: "SC2086",
            message: "Double quote to prevent globbing and word splitting.",
            edits: [.insert("\"", at: 15), .insert("\"", at: 22)])
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: "echo ${{ run.id }} «`date`»"}

        """,
        scriptProblems: [
          ScriptProblem(
            range: TextRange(19, 25), severity: .hint, code: "SC2006",
            message: "Use $(...) notation instead of legacy backticks `...`.")
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, run: 'rm -r "$TARGET"'}

        """)
    ])
}
