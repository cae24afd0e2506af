// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// What people may look for in a file from anywhere: its workflows with their steps, its scenarios, what a configuration
/// or a blueprint declares, in no order. Complexity: linear in the file.
package func namedSymbols(of parsed: ParsedDocument) -> [NamedSymbol] {
  var result = namedSymbols(of: StepDefinitions(of: parsed))
  switch parsed.kind {
  case .workflow("cloudify"):
    for document in parsed.tree.documents { result += declared(blueprintSymbols(document.root)) }
  case .workflow: for workflow in parsed.models { result += names(of: workflow) }
  case .scenario: for document in parsed.tree.documents { result += declared(scenarioSymbols(document.root)) }
  case .configuration:
    result += parsed.directoryPlaces.filter(\.isDeclaration).map {
      NamedSymbol($0.entry.name, .property, in: $0.entry.kindName, range: $0.range)
    }
    for document in parsed.tree.documents {
      for entry in document.root.mergedEntry("step_types")?.value.resolved?.entries.map({ $0 }) ?? []
      where entry.key.kind == .scalar && !entry.key.text.isEmpty {
        result.append(NamedSymbol(entry.key.text, .property, in: "step type", range: entry.key.contentRange))
      }
    }
  case .other: break
  }
  return result
}

/// The step types that a file defines, to be looked for.
package func namedSymbols(of definitions: StepDefinitions) -> [NamedSymbol] {
  definitions.all.map { NamedSymbol($0.name, .property, in: "step type", range: $0.range) }
}

private func names(of workflow: Workflow) -> [NamedSymbol] {
  var result: [NamedSymbol] = []
  if let name = workflow.name, !name.value.isEmpty {
    result.append(NamedSymbol(name.value, .workflow, range: name.range))
  }
  for step in workflow.steps {
    guard let id = step.id, !id.value.isEmpty else { continue }
    result.append(NamedSymbol(id.value, outlineKind(of: step), in: workflow.name?.value, range: id.range))
  }
  return result
}

/// The symbols inside sections, and those that are none.
private func declared(_ nodes: [SymbolNode]) -> [NamedSymbol] {
  nodes.flatMap { node in
    node.kind == .section
      ? node.children.map { NamedSymbol($0.name, $0.kind, in: node.name, range: $0.nameRange) }
      : [NamedSymbol(node.name, node.kind, range: node.nameRange)]
  }
}
