// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// The rules about scripts inside workflows (WF8).
package enum EmbeddedCodeRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(analysisRules: [
    NodeScript.self,
    PythonScript.self,
    ShellScript.self,
  ])

  /// Reports what tools say of the scripts of a file; what they say of a script that is not there is left out.
  package static func check(_ problems: [ScriptProblem], of scripts: [EmbeddedScript], _ report: inout Report) {
    for problem in problems where scripts.indices.contains(problem.script) {
      let script = scripts[problem.script]
      guard report.begin(metadata(for: script.language)) else { continue }
      let edits = problem.edits.isEmpty ? [] : script.sourceEdits(problem.edits)
      report.add(
        script.sourceRange(of: problem.range), problem.text + (problem.code.map { " (\($0))" } ?? ""),
        help: problem.code.flatMap { code in
          code.hasPrefix("SC") ? "https://www.shellcheck.net/wiki/\(code) says more." : nil
        },
        fixes: edits.isEmpty ? [] : [Fix("do what shellcheck says", .unsafe, edits: edits)],
        severity: problem.severity)
    }
  }

  private static func metadata(for language: EmbeddedScript.Language) -> RuleMetadata {
    switch language {
    case .bash, .sh: ShellScript.metadata
    case .python: PythonScript.metadata
    case .node: NodeScript.metadata
    }
  }
}
