// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports templates of step definitions that are no CUE.
package enum BrokenTemplate: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV134", "broken-template", .kubeVela, .error,
    summary: "The template of a WorkflowStepDefinition is no CUE.",
    rationale:
      "Nobody compiles the template when the definition is applied. Each step of the type then fails eleven times, and with it its workflow.",
    bad: [
      Example.definition(["parameter: {", "  name: «:» string", "}"]),
      Example.definition(["parameter: «{»", "  name: string"]),
      Example.definition(["message: «\"hello»", "parameter: {}"]),
    ],
    good: [
      Example.definition(["parameter: {", "  name: string", "}"]),
      Example.definition([
        "import (\"vela/op\")", "wait: op.#ConditionalWait & {", "  continue: parameter.ready == true", "}",
        "parameter: ready?: bool",
      ]),
    ])

  /// Reports the first place where the template cannot be read.
  package static func check(_ definition: KubeVelaDefinition, _ context: WorkflowContext, _ report: inout Report) {
    guard let template = definition.template, let problem = definition.syntax?.problem else { return }
    report.add(
      template.sourceRange(ofDecoded: problem.range), "\(problem.message): steps of this type fail when they run")
  }
}
