// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

extension ParsedDocument {
  /// The outputs of workflows that expressions read from outside: of a call, `steps.sub.outputs.version`, or of the run
  /// whose end starts this one, `upstream.outputs.version`. Complexity: O(paths of expressions).
  package var calledOutputs: [(workflow: String, name: String, range: TextRange)] {
    workflows.flatMap { part -> [(workflow: String, name: String, range: TextRange)] in
      let workflow = part.lowered.workflow
      guard workflow.namesOthers else { return [] }
      return workflow.expressions.flatMap { site in
        site.paths.compactMap { path in
          guard let found = Self.calledOutput(path, site, workflow),
            !site.parsed.variablesInScope(at: path[0].range.start).contains(where: { $0.name == path[0].name })
          else { return nil }
          return (found.workflow, found.component.name, range(of: found.component, in: site))
        }
      }
    }
  }

  private static func calledOutput(
    _ path: [Expression.PathComponent], _ site: ExpressionSite, _ workflow: Workflow
  ) -> (workflow: String, component: Expression.PathComponent)? {
    if path.count > 3, path[0].name == "steps", path[2].name == "outputs" {
      guard let step = workflow.steps.first(where: { $0.id?.value == path[1].name }), step.isResult(path[3].name),
        case .call(let call) = step.action, let callee = call.workflow?.value
      else { return nil }
      return (callee, path[3])
    }
    guard path.count > 2, path[0].name == "upstream", path[1].name == "outputs",
      case .trigger(let index) = site.owner, workflow.triggers.indices.contains(index),
      case .workflow(let chain) = workflow.triggers[index].kind, let upstream = chain.workflow?.value
    else { return nil }
    return (upstream, path[2])
  }

  /// A path component's name in the document, without the quotes of a string key.
  func range(of component: Expression.PathComponent, in site: ExpressionSite) -> TextRange {
    var inner = component.range
    if component.style == .key, inner.count > 1 { inner = TextRange(inner.start + 1, inner.end - 1) }
    guard let node = tree.node(site.syntax.nodeID) else { return site.range }
    return node.sourceRange(ofDecoded: TextRange(inner.start + site.decodedStart, inner.end + site.decodedStart))
  }

  /// Whether one of the file's workflows, or the one of a name, has an output.
  package func declaresResult(_ name: String, of workflow: String?) -> Bool {
    workflows.contains { part in
      (workflow == nil || part.lowered.workflow.name?.value == workflow)
        && part.lowered.workflow.outputs.contains { $0.key.value == name }
    }
  }
}

extension Workflow {
  /// Whether it calls another workflow, or another one's end starts it.
  fileprivate var namesOthers: Bool {
    steps.contains { if case .call = $0.action { true } else { false } }
      || triggers.contains { if case .workflow = $0.kind { true } else { false } }
  }
}

extension AnalyzedDocument {
  /// The places of the outputs of a workflow of this file, as it declares them.
  func resultOccurrences(ofWorkflow index: Int) -> [Occurrence] {
    contexts[index].workflow.outputs.map {
      Occurrence(.result(workflow: index, name: $0.key.value), $0.key.range, isDeclaration: true)
    }
  }

  /// The places where outputs of called workflows are read: where one stands in this file, they are its own.
  var calledOutputOccurrences: [Occurrence] {
    parsed.calledOutputs.map { called in
      if let own = contexts.firstIndex(where: { $0.workflow.name?.value == called.workflow }) {
        return Occurrence(.result(workflow: own, name: called.name), called.range)
      }
      return Occurrence(.calledOutput(workflow: called.workflow, name: called.name), called.range)
    }
  }
}
