// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Reports JavaScript that Node does not read.
package enum NodeScript: Rule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF803", "node-script", .embeddedCode, .error,
    summary: "A script for Node has a syntax error.",
    rationale: """
      Where `node` is installed, `wflint check` lets `node --check` read the text of every `run` in `node`; the script is not run. \
      The step would fail before its first line.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: script
            shell: node
            run: |
              const a = 1
              const «=» 2

        """,
        scriptProblems: [ScriptProblem(range: TextRange(18, 19), severity: .error, message: "Unexpected token '='")]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, shell: node, run: "console.log('${{ run.id }}'«]»"}

        """,
        scriptProblems: [ScriptProblem(range: TextRange(27, 28), severity: .error, message: "Unexpected token ']'")]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, shell: node, run: console.log(1)}

        """)
    ])
}
