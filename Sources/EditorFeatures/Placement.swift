// SPDX-License-Identifier: Apache-2.0
import Analysis
package import Dialect
package import Rules
import SourceText
import WorkflowModel
package import YAMLSyntax

/// What the rows say of a node: the type that it should have, and the field whose value it is.
package struct Placement: Sendable {
  /// The type of the node's value.
  package var type: FieldType
  /// The field that it is the value of, or an item of.
  package var field: FieldRow?
  /// The row of the mapping that holds it as a key or value.
  package var object: ObjectRow?
  /// The step or trigger around it.
  package var variant: VariantRow?
  /// Whether the node is a key of `object`.
  package var isKey: Bool
}

extension AnalyzedDocument {
  /// The index of the workflow whose document holds the offset.
  package func workflowIndex(at offset: Int) -> Int? {
    contexts.lastIndex { $0.workflow.range.start <= offset } ?? (contexts.isEmpty ? nil : 0)
  }

  /// What the rows speak of: workflows, scenarios, the configuration.
  package var rowDocuments: [WorkflowContext] { contexts.isEmpty ? rowContexts : contexts }

  /// The index in `rowDocuments` of the document that holds the offset.
  package func rowDocumentIndex(at offset: Int) -> Int? {
    let documents = rowDocuments
    return documents.lastIndex { $0.workflow.range.start <= offset } ?? (documents.isEmpty ? nil : 0)
  }

  /// What the rows say of a node; nil outside workflows, and where no row speaks of it. Complexity: O(depth).
  package func placement(of node: YAMLNode) -> Placement? {
    guard let index = rowDocumentIndex(at: node.range.start) else { return nil }
    let document = rowDocuments[index]
    let schema = document.lowered.schema
    var chain: [YAMLNode] = [node]
    let top = document.root
    while let last = chain.last, last != top, let parent = last.parent { chain.append(parent) }
    guard let root = chain.last, root == top else { return nil }
    var placement = Placement(type: .object(schema.root), field: nil, object: nil, variant: nil, isKey: false)
    for (parent, child) in zip(chain.reversed(), chain.reversed().dropFirst()) {
      guard let next = Self.descend(from: placement, in: parent, to: child, schema) else { return nil }
      placement = next
    }
    return placement
  }

  private static func descend(
    from placement: Placement, in parent: YAMLNode, to child: YAMLNode, _ schema: DialectSchema
  ) -> Placement? {
    var next = placement
    next.isKey = false
    next.object = nil
    switch (placement.type, parent.kind) {
    case (.object(let row), .mapping): return entry(row, in: parent, child, next)
    case (.steps, .sequence), (.triggers, .sequence):
      let isStep = if case .steps = placement.type { true } else { false }
      let (row, variant) = Self.variant(of: child, isStep: isStep, schema)
      next.type = .object(row)
      next.variant = variant
      return next
    case (.list(let item), .sequence):
      next.type = item
      return next
    case (.map(let value, _), .mapping):
      next.isKey = parent.entries.contains { $0.key == child }
      next.type = value
      return next
    case (.any, _):
      next.isKey = parent.kind == .mapping && parent.entries.contains { $0.key == child }
      return next
    default: return nil
    }
  }

  private static func entry(
    _ row: ObjectRow, in parent: YAMLNode, _ child: YAMLNode, _ placement: Placement
  ) -> Placement? {
    var next = placement
    next.object = row
    for entry in parent.entries where entry.key == child || entry.value == child {
      next.isKey = entry.key == child
      next.field = row.field(entry.key.textBytes)
      guard let field = next.field else {
        next.type = .any
        return next.isKey ? next : nil
      }
      next.type = field.type
      return next
    }
    return nil
  }

  /// The row of a step or trigger, by its `type`.
  static func variant(of node: YAMLNode, isStep: Bool, _ schema: DialectSchema) -> (ObjectRow, VariantRow?) {
    func row(_ name: String) -> VariantRow? { isStep ? schema.stepType(name) : schema.triggerType(name) }
    let name = node.resolved?.mergedEntry("type")?.value.locatedText?.value
    // A word that is being typed on the next line, too deep, is a part of the value above it.
    let variant = name.flatMap { row($0) ?? $0.split(separator: " ").first.flatMap { row(String($0)) } }
    return (variant?.row ?? (isStep ? schema.anyStep : schema.anyTrigger), variant)
  }
}
