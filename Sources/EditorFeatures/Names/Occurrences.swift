// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Expression
import Rules
package import SourceText
package import WorkflowModel
import YAMLSyntax

extension AnalyzedDocument {
  /// Every place of the document where a thing is named, in document order, each once.
  ///
  /// Complexity: O(n log n) over the workflow's references and expressions.
  package var occurrences: [Occurrence] {
    var result: [Occurrence] = declaredOccurrences ?? []
    for index in contexts.indices where linkage == nil {
      if let named = namedOccurrences(ofWorkflow: index) {
        result += named
        continue
      }
      result += stepOccurrences(ofWorkflow: index)
      result += inputOccurrences(ofWorkflow: index)
      result += outputOccurrences(ofWorkflow: index)
      result += resultOccurrences(ofWorkflow: index)
    }
    if linkage == nil { result += calledOutputOccurrences }
    result += anchorOccurrences
    result.sort { ($0.range, $0.isDeclaration ? 0 : 1) < ($1.range, $1.isDeclaration ? 0 : 1) }
    // A merged or aliased part is lowered wherever it is used, and is written once.
    var last: TextRange?
    return result.filter { occurrence in
      defer { last = occurrence.range }
      return occurrence.range != last
    }
  }

  /// The place where a thing is named at an offset.
  package func occurrence(at offset: Int) -> Occurrence? {
    let touching = occurrences.filter { $0.range.touches(offset) }
    return touching.first { $0.range.contains(offset) } ?? touching.first
  }

  /// All places of the thing that is named at an offset, in document order; empty where none is.
  package func occurrences(at offset: Int) -> [Occurrence] {
    let all = occurrences
    let touching = all.filter { $0.range.touches(offset) }
    guard let found = touching.first(where: { $0.range.contains(offset) }) ?? touching.first else { return [] }
    return all.filter { $0.thing == found.thing }
  }

  /// The text of a range, as it is written.
  package func text(_ range: TextRange) -> String { String(parsed.text[range]) }

  private func stepOccurrences(ofWorkflow index: Int) -> [Occurrence] {
    let declarations = Set(contexts[index].workflow.steps.compactMap { $0.id?.range })
    return stepOccurrences(in: index).map {
      Occurrence(.step(workflow: index, id: $0.value), $0.range, isDeclaration: declarations.contains($0.range))
    }
  }

  private func inputOccurrences(ofWorkflow index: Int) -> [Occurrence] {
    let workflow = contexts[index].workflow
    var result = workflow.inputs.map { input in
      Occurrence(.input(workflow: index, name: input.name.value), input.name.range, isDeclaration: true)
    }
    for trigger in workflow.triggers {
      for name in trigger.inputs.map(\.name) + (trigger.askedInputs ?? []) {
        result.append(Occurrence(.input(workflow: index, name: name.value), name.range))
      }
    }
    for (site, path) in contexts[index].paths where path.count > 1 && path[0].name == "inputs" {
      result.append(Occurrence(.input(workflow: index, name: path[1].name), parsed.range(of: path[1], in: site)))
    }
    return result
  }

  private func outputOccurrences(ofWorkflow index: Int) -> [Occurrence] {
    let workflow = contexts[index].workflow
    var result: [Occurrence] = []
    for step in workflow.steps {
      guard let id = step.id?.value else { continue }
      for output in step.declaredOutputs {
        let thing = NamedThing.output(workflow: index, step: id, name: output.name.value)
        result.append(Occurrence(thing, output.name.range, isDeclaration: true))
      }
    }
    for (site, path) in contexts[index].paths
    where path.count > 3 && path[0].name == "steps" && path[2].name == "outputs" {
      // What a call leaves behind is the called workflow's.
      if let step = contexts[index].stepsByID[path[1].name], workflow.steps[step].isResult(path[3].name) { continue }
      let thing = NamedThing.output(workflow: index, step: path[1].name, name: path[3].name)
      result.append(Occurrence(thing, parsed.range(of: path[3], in: site)))
    }
    return result
  }

  private var anchorOccurrences: [Occurrence] {
    let tree = parsed.tree
    var result = tree.anchors.map { anchor in
      Occurrence(
        .anchor(anchor.node.id), TextRange(min(anchor.range.start + 1, anchor.range.end), anchor.range.end),
        isDeclaration: true)
    }
    for alias in tree.aliases {
      guard let target = alias.resolved, alias.range.count > 1 else { continue }
      result.append(Occurrence(.anchor(target.id), TextRange(alias.range.start + 1, alias.range.end)))
    }
    return result
  }

  /// The place in the document of a range of an expression's text.
  package func range(_ inner: TextRange, in site: ExpressionSite) -> TextRange {
    guard let node = parsed.tree.node(site.syntax.nodeID) else { return site.range }
    return node.sourceRange(ofDecoded: TextRange(inner.start + site.decodedStart, inner.end + site.decodedStart))
  }
}

extension WorkflowContext {
  /// Every path of every expression that starts at a root, not at a local variable of a macro.
  fileprivate var paths: [(ExpressionSite, [Expression.PathComponent])] {
    workflow.expressions.flatMap { site in
      site.paths.filter { path in
        !site.parsed.variablesInScope(at: path[0].range.start).contains { $0.name == path[0].name }
      }.map { (site, $0) }
    }
  }
}
