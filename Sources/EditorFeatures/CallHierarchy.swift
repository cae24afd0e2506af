// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Rules
package import SourceText
package import WorkflowModel

/// A workflow, or a step of one, as a knot of the net of who starts whom.
package struct CallKnot: Hashable, Sendable {
  /// What it is.
  package enum Kind: String, Hashable, Sendable {
    /// A workflow: called by steps of others, started by the end of others.
    case workflow
    /// A step: started by the end of other steps.
    case step
  }

  /// What it is.
  package var kind: Kind
  /// The workflow's name, or the step's id.
  package var name: String
  /// A step's type; nil for workflows.
  package var detail: String?
  /// The absolute path of its file.
  package var path: String
  /// All of it, bytes of the file.
  package var range: TextRange
  /// Its name, inside `range`.
  package var nameRange: TextRange

  /// Makes a knot.
  package init(
    kind: Kind, name: String, detail: String? = nil, path: String, range: TextRange, nameRange: TextRange
  ) {
    self.kind = kind
    self.name = name
    self.detail = detail
    self.path = path
    self.range = range
    self.nameRange = nameRange
  }
}

/// One knot that starts another, and where it says so: bytes of the file of the one that is named in the request.
package struct CallEdge: Hashable, Sendable {
  /// The other end.
  package var knot: CallKnot
  /// Where the start is written, in the file of the one that starts, which is the caller's.
  package var ranges: [TextRange]
}

extension AnalyzedDocument {
  /// The step whose id stands at an offset, else the workflow whose name or reference does.
  package func callKnot(at offset: Int) -> CallKnot? {
    guard let index = workflowIndex(at: offset) else { return nil }
    let workflow = contexts[index].workflow
    if let name = workflow.name, name.range.touches(offset) { return knot(of: workflow) }
    for step in workflow.steps where step.id?.range.touches(offset) == true { return knot(of: step) }
    guard let reference = stepReference(at: offset), let target = contexts[index].stepsByID[reference.value] else {
      return nil
    }
    return knot(of: workflow.steps[target])
  }

  /// A workflow of the document as a knot; nil without a name.
  package func knot(of workflow: Workflow) -> CallKnot? {
    guard let name = workflow.name else { return nil }
    return CallKnot(
      kind: .workflow, name: name.value, path: parsed.path, range: workflow.range.union(name.range),
      nameRange: name.range)
  }

  /// A step as a knot; nil without an id.
  package func knot(of step: Step) -> CallKnot? {
    guard let id = step.id else { return nil }
    return CallKnot(
      kind: .step, name: id.value, detail: step.type?.value, path: parsed.path, range: step.range.union(id.range),
      nameRange: id.range)
  }

  /// The steps that a step waits for, or that wait for it; the ranges are where the one that waits says so, else its id.
  package func stepCalls(of id: String, incoming: Bool) -> [CallEdge] {
    for context in contexts {
      guard let index = context.stepsByID[id] else { continue }
      let others = incoming ? context.graph.dependencies[index] : context.graph.dependents[index]
      return others.compactMap { other in
        let steps = context.workflow.steps
        let (earlier, later) = incoming ? (other, index) : (index, other)
        guard let knot = knot(of: steps[other]) else { return nil }
        let needs = steps[later].needs.filter { $0.target == earlier }.map(\.id.range)
        // Callers are asked for places in their own text: what starts a step is the end of the one before it.
        let ranges = incoming ? [knot.nameRange] : needs.isEmpty ? [knot.nameRange] : needs
        return CallEdge(knot: knot, ranges: ranges)
      }
    }
    return []
  }
}
