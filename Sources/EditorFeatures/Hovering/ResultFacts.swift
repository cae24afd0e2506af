// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// An output of a workflow, for people.
enum ResultFacts {
  /// For a hover on the name: its type where that is known, where its value comes from, and whose it is.
  static func markdown(_ output: DataEntry, of workflow: Workflow, _ type: CELType?) -> String {
    var lines = ["output `\(output.key.value)`" + (type.map { ": \($0)" } ?? "")]
    if case .text(let text) = output.value.content, !text.text.isEmpty, !text.text.utf8.contains(0x60) {
      lines += ["", "```", text.text, "```"]
    }
    return (lines + ["", "*\(owner(workflow))*"]).joined(separator: "\n")
  }

  /// Whose it is.
  static func owner(_ workflow: Workflow) -> String {
    workflow.name.map { "an output of the workflow `\($0.value)`" } ?? "an output of the workflow"
  }
}

/// The output of the workflow whose declaration stands under the pointer.
func hoverOnDeclaredResult(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  guard let index = document.workflowIndex(at: node.range.start),
    let output = document.contexts[index].workflow.outputs.first(where: { $0.key.syntax == node.reference })
  else { return nil }
  let context = document.contexts[index]
  let whole = context.checkedExpressions.first { $0.site.syntax == output.value.syntax && $0.isWhole }
  return HoverResult(
    markdown: ResultFacts.markdown(output, of: context.workflow, whole?.types?.type), range: node.range)
}

/// The output of the workflow, or of one that it calls, that a mock, an expectation or a condition of a scenario names.
func hoverOnScenarioResult(
  _ document: AnalyzedDocument, _ member: ScenarioMember, _ linked: LinkedFiles
) -> HoverResult? {
  let scope = ScenarioScope(linked)
  for case .result(let name, let owner, let path) in scope.things(of: member) {
    for file in linked.workflows + linked.called where file.path == path {
      for workflow in file.models where workflow.name?.value == owner {
        guard let output = workflow.outputs.first(where: { $0.key.value == name }) else { continue }
        let shown = PathWords.relative(path, from: PathWords.parent(of: document.parsed.path))
        return HoverResult(
          markdown: "\(ResultFacts.markdown(output, of: workflow, nil))\n\n*in `\(shown)`*", range: member.range)
      }
    }
  }
  return nil
}
