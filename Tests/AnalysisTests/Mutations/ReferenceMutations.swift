// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Mistakes in names and in the order of steps.
enum ReferenceMutations {
  static let kinds: [MutationKind] = [
    MutationKind("rename a reference", ["WF201"]) { example in
      example.workflow.stepReferences.map { Mutant([TextEdit($0.range, $0.value + "x")]) }
    },
    MutationKind("rename a step in an expression", ["WF201"]) { example in
      example.workflow.expressions.flatMap(\.mentions).map { Mutant([TextEdit($0.range, $0.id + "x")]) }
    },
    MutationKind("rename the id of a step that others name", ["WF201"]) { example in
      example.steps.compactMap { step in
        guard let id = example.value(step, "id"), let reference = firstReference(to: step.id, example) else {
          return nil
        }
        let shift = reference > id.range.start ? 2 : 0
        return Mutant([TextEdit(id.range, step.id + "_2")], at: .offset(reference + shift))
      }
    },
    MutationKind("remove a step that others name", ["WF201"]) { example in
      example.steps.compactMap { step in
        guard let reference = firstReference(to: step.id, example), reference > step.node.range.end else { return nil }
        let edits = YAMLEdits.remove(item: step.node)
        let removed = edits.reduce(0) { $0 + $1.range.count - $1.replacement.utf8.count }
        return Mutant(edits, at: .offset(reference - removed))
      }
    },
    MutationKind("close a cycle", ["WF202"]) { example in
      example.steps.flatMap { step in
        step.step.dependencies.compactMap { dependency -> Mutant? in
          guard let other = example.steps.first(where: { $0.step.index == dependency.step }),
            other.node.entry("needs") == nil, other.step.branches.isEmpty
          else { return nil }
          return Mutant(YAMLEdits.insertEntry("needs", "[\(step.id)]", into: other.node), at: .stepID(other.id))
        }
      }
    },
    MutationKind("need itself", ["WF203"]) { example in
      example.steps.map { step in
        if let needs = example.value(step, "needs"), needs.style == .flow {
          return Mutant([TextEdit(needs.range, "[\(step.id)]")])
        }
        return Mutant(YAMLEdits.insertEntry("needs", "[\(step.id)]", into: step.node))
      }
    },
    MutationKind("need one step twice", ["WF208"]) { example in
      example.steps.compactMap { step in
        guard let needs = example.value(step, "needs"), let first = needs.items.first else { return nil }
        return Mutant(YAMLEdits.appendItem(first.text, to: needs))
      }
    },
    MutationKind("one id for two steps", ["WF204"]) { example in
      zip(example.steps, example.steps.dropFirst()).compactMap { first, second in
        example.value(second, "id").map { Mutant([TextEdit($0.range, first.id)]) }
      }
    },
    MutationKind("read a step that comes later", ["WF207"]) { example in
      guard let last = example.steps.last else { return [] }
      return example.adding("if", "steps.\(last.id).status == 'success'") {
        $0.id != last.id && !last.step.dependencies.map(\.step).contains($0.step.index - 1)
      }
    },
    MutationKind("a name that the directory lacks", ["WF218"]) { example in
      example.texts { if case .reference(.registry) = $0 { true } else { false } }.filter { !$0.holdsInterpolation }
        .map { Mutant(YAMLEdits.replaceValue(of: $0, with: StructureMutations.misspelt($0.text))) }
    },
    MutationKind("declare an input that nothing reads", ["WF215"]) { example in
      guard example.root.entry("inputs") == nil else { return [] }
      return [Mutant(YAMLEdits.insertEntry("inputs", "{spare: {type: string}}", into: example.root))]
    },
    MutationKind("call a workflow that does not exist", ["WF210"]) { example in
      example.steps.compactMap { step in
        guard step.type == "wait" || step.type == "notify" || step.type == "http" else { return nil }
        let call = "{id: \(step.id), type: call, workflow: nobody-knows-it}"
        guard step.node.style == .flow else { return nil }
        return Mutant([TextEdit(step.node.range, call)])
      }
    },
    MutationKind("a chain to a workflow that does not exist", ["WF210"]) { example in
      example.triggers.prefix(1).map { Mutant([TextEdit($0.range, "{type: workflow, workflow: nobody-knows-it}")]) }
    },
  ]

  /// Where a step is named first outside of its own id: in `needs`, `then`, `else`, `plan` or an expression.
  private static func firstReference(to id: String, _ example: MutationExample) -> Int? {
    let places =
      example.workflow.stepReferences.filter { $0.value == id }.map(\.range.start)
      + example.workflow.expressions.flatMap(\.mentions).filter { $0.id == id }.map(\.range.start)
    return places.min()
  }
}
