// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
package import SourceText
package import WorkflowModel
import YAMLSyntax

/// Where the type of the thing at an offset is declared: the schema of an input, the `type` of a step.
package func typeDefinitions(in document: AnalyzedDocument, at offset: Int) -> [DefinitionTarget] {
  guard let index = document.workflowIndex(at: offset) else { return [] }
  let context = document.contexts[index]
  let occurrence = document.occurrence(at: offset)
  switch occurrence?.thing {
  case .input(_, let name):
    guard let input = context.workflow.inputs.first(where: { $0.name.value == name }) else { return [] }
    return [
      DefinitionTarget(
        range: input.name.range.union(input.range), nameRange: input.type?.range ?? input.name.range,
        originRange: occurrence?.range)
    ]
  case .step(_, let id), .output(_, let id, _):
    guard let step = context.stepsByID[id].map({ context.workflow.steps[$0] }), let type = step.type else { return [] }
    return [DefinitionTarget(range: step.range, nameRange: type.range, originRange: occurrence?.range)]
  default: return []
  }
}

/// The name of the step type at an offset; nil where none stands.
package func stepType(in document: AnalyzedDocument, at offset: Int) -> (name: String, range: TextRange)? {
  guard let index = document.workflowIndex(at: offset) else { return nil }
  for step in document.contexts[index].workflow.steps {
    if let type = step.type, type.range.touches(offset) { return (type.value, type.range) }
  }
  return nil
}

/// Where a configuration declares a step type.
package func customStepType(_ name: String, in configuration: ParsedDocument) -> TextRange? {
  for document in configuration.tree.documents {
    guard let types = document.root.mergedEntry("step_types")?.value.resolved else { continue }
    for entry in types.entries where entry.key.kind == .scalar && entry.key.text == name {
      return entry.key.contentRange
    }
  }
  return nil
}

extension AnalyzedDocument {
  /// The step type whose name stands at a byte offset.
  package func stepType(at offset: Int) -> Located<String>? {
    for context in contexts {
      for step in context.workflow.steps {
        if let type = step.type, type.range.touches(offset) { return type }
      }
    }
    return nil
  }
}
