// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports conditions that start from a name that is not there.
package enum UnknownConditionRoot: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV106", "unknown-condition-root", .kubeVela, .error, fix: .unsafe,
    summary: "A condition starts from something other than `status`, `inputs`, `context` or `parameter`.",
    rationale:
      "The condition is an error, so the step is skipped without an alarm; a group is called skipped while its steps run all the same.",
    bad: [
      Example.run(["{name: a, type: suspend, inputs: [{from: context.name}], if: '«input».a == \"x\"'}"]),
      Example.run(["{name: job, type: suspend}", "{name: b, type: suspend, if: «job».failed}"]),
    ],
    good: [
      Example.run(["{name: job, type: suspend}", "{name: b, type: suspend, if: status.job.failed}"]),
      Example.run(["{name: b, type: suspend, if: context.name == \"x\"}"]),
    ])

  private static let roots = ConditionWords.roots.map(\.name)
  private static let builtIn: Set<String> = [
    "len", "close", "and", "or", "div", "mod", "quo", "rem", "strings", "strconv", "list", "math", "regexp", "json",
    "yaml", "base64", "hex", "sha256", "time", "net", "path", "struct", "string", "bytes", "bool", "int", "float",
    "number", "uint", "_",
  ]

  /// Reports each unknown first name.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      guard let condition = StepCondition(step, in: document), let root = condition.expression.root else { continue }
      // A lone name or a call of one is no condition at all, which another rule says.
      if case .name = condition.expression[root]?.kind { continue }
      for index in condition.expression.chains {
        guard let first = condition.expression.fixedStart(index).first, !roots.contains(first.name),
          !builtIn.contains(first.name), !isPartOfName(first.range, condition)
        else { continue }
        var replacement = NearestName.of(first.name, among: roots)
        if replacement == nil, document.step(named: first.name) != nil {
          replacement =
            StepCondition.isIdentifier(first.name) ? "status.\(first.name)" : "status[\"\(first.name)\"]"
        }
        report.add(
          condition.range(first.range),
          "conditions know no `\(first.name)`: the step is skipped without an alarm"
            + (replacement.map { "; did you mean `\($0)`?" } ?? ""),
          help: replacement == nil ? "Conditions read `status`, `inputs`, `context` and `parameter`." : nil,
          fixes: replacement.map {
            [Fix("write `\($0)`", .unsafe, edits: condition.replacing(first.range, with: $0))]
          } ?? [])
      }
    }
  }

  /// Whether a dash stands right before the name: then it is the rest of another one.
  private static func isPartOfName(_ range: TextRange, _ condition: StepCondition) -> Bool {
    let bytes = Array(condition.text.utf8)
    return range.start > 0 && range.start <= bytes.count && bytes[range.start - 1] == UInt8(ascii: "-")
  }
}
