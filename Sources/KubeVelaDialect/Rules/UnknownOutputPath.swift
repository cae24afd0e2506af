// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports outputs of the engine's own steps that read what those steps do not have.
package enum UnknownOutputPath: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV115", "unknown-output-path", .kubeVela, .warning,
    summary: "An output of a suspend step or a group reads what such a step does not have.",
    rationale:
      "The output is null, the step succeeds all the same, and whoever reads the output works with nothing. Only the types whose template is the engine's own are looked at.",
    bad: [
      Example.run(["{name: a, type: suspend, outputs: [{name: who, valueFrom: «output».user}]}"]),
      Example.run([
        "{name: g, type: step-group, subSteps: [{name: a, type: suspend}], outputs: [{name: all, valueFrom: '«parameter».x'}]}"
      ]),
    ],
    good: [
      Example.run(["{name: a, type: suspend, outputs: [{name: who, valueFrom: context.name}]}"]),
      Example.run(["{name: a, type: read-object, properties: {name: x}, outputs: [{name: b, valueFrom: output.value}]}"]
      ),
    ])

  /// Reports the first name of each path that leads nowhere.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps {
      let known: Set<String>
      switch step.type?.value {
      case "suspend": known = ["context", "parameter", "suspend", "inputs"]
      case "step-group": known = ["context"]
      default: continue
      }
      for output in step.outputs {
        guard let path = output.valueFrom, let node = document.root.tree.node(path.syntax.nodeID) else { continue }
        let expression = CUEParser.parse(path.value)
        guard expression.root != nil else { continue }
        for chain in expression.chains {
          guard let first = expression.fixedStart(chain).first, !known.contains(first.name), first.name != "len",
            first.name != "_"
          else { continue }
          report.add(
            node.sourceRange(ofDecoded: first.range),
            "a \(step.type?.value ?? "") step has no `\(first.name)`: the output `\(output.name.value)` is null, and the step succeeds"
          )
        }
      }
    }
  }
}
