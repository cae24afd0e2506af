// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import YAMLSyntax

/// KubeVela's Applications, Workflows and WorkflowRuns.
package enum KubeVelaDialect: Dialect {
  /// `kubevela`.
  package static let name = "kubevela"

  /// The rows of an Application, the kind that people write most.
  package static var schema: DialectSchema { KubeVelaKind.application.schema }

  /// Whether the document is one of KubeVela's three kinds with steps, or a `List` that holds one.
  ///
  /// Complexity: two look-ups of keys for any other document; two an item, of at most 256, for a `List`.
  package static func claims(_ root: YAMLNode) -> Bool {
    if KubeVelaKind(of: root) != nil { return true }
    return items(of: root).contains { KubeVelaKind(of: $0) != nil }
  }

  /// Never: these files are called what their authors like.
  package static func isHinted(by fileName: String) -> Bool { false }

  /// The objects of a `List` that are of one of the kinds; the document itself for others.
  package static func parts(of document: YAMLDocument) -> [YAMLDocument] {
    guard KubeVelaKind(of: document.root) == nil else { return [document] }
    let parts = items(of: document.root).filter { KubeVelaKind(of: $0) != nil }
    return parts.isEmpty ? [document] : parts.map { YAMLDocument(root: $0, range: $0.range) }
  }

  /// The document as a workflow; never fails.
  package static func lower(_ document: YAMLDocument, _ context: LoweringContext) -> LoweredDocument {
    let kind = KubeVelaKind(of: document.root) ?? .application
    var schema = kind.schema
    let own = ownTypes(context)
    if !own.isEmpty {
      let others = schema.stepTypes.filter { own[$0.name] == nil }
      schema = schema.with(stepTypes: others + own.values.map(\.row).sorted { $0.name < $1.name })
    }
    let walk = SchemaWalk(document.root, schema: schema)
    var details = KubeVelaReader(document.root, kind, schema: schema).document
    details.ownTypes = own
    let problems = details.claimProblems(walk.problems)
    return LoweredDocument(
      workflow: NeutralLowering(details, document).workflow, schema: schema, problems: problems, texts: walk.texts,
      details: details, neutralRules: LoweredDocument.structureRules)
  }

  /// The engine's own words, which no definition changes.
  private static let engineWords: Set<String> = [
    "step-group", "suspend", "apply-component", "builtin-apply-component",
  ]

  /// The step types of the workspace: a definition stands before a type that KubeVela brings and before a configured one.
  private static func ownTypes(_ context: LoweringContext) -> [String: StepType] {
    var result: [String: StepType] = [:]
    for type in context.customStepTypes where StepTypes.named(type.name) == nil { result[type.name] = StepType(type) }
    for definition in context.definitions
    where definition.dialect == name && !engineWords.contains(definition.name) {
      result[definition.name] = StepType(definition)
    }
    return result
  }

  static func items(of root: YAMLNode) -> ArraySlice<YAMLNode> {
    guard root.kind == .mapping, let kind = root.entry("kind")?.value.resolved, kind.textEquals("List"),
      let items = root.entry("items")?.value.resolved
    else { return [] }
    return items.items.compactMap(\.resolved).prefix(256)
  }
}
