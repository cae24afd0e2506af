// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Reports Python scripts that do not compile.
package enum PythonScript: Rule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF802", "python-script", .embeddedCode, .error,
    summary: "A Python script does not compile.",
    rationale: """
      Where `python3` is installed, `wflint check` lets it compile the text of every `run` in `python`; the script is not run. The \
      step would fail before its first line.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: script
            shell: python
            run: |
              if ready:
              «print»("é")

        """,
        scriptProblems: [
          ScriptProblem(
            range: TextRange(10, 15), severity: .error,
            message: "expected an indented block after 'if' statement on line 1")
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, shell: python, run: 'print("${{ run.id }}" «$» 2)'}

        """,
        scriptProblems: [ScriptProblem(range: TextRange(22, 23), severity: .error, message: "invalid syntax")]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: script, shell: python, run: "print(1)"}

        """)
    ])
}
