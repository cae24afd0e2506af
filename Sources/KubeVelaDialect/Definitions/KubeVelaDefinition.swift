// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import Expression
package import SourceText
import WorkflowModel
package import YAMLSyntax

/// What the rules see of a `WorkflowStepDefinition`; `LoweredDocument.details`.
package struct KubeVelaDefinition: Sendable {
  /// The object.
  package var root: YAMLNode
  /// Its template, where it is a text.
  package var template: YAMLNode?
  /// The template as CUE.
  package var syntax: CUESyntax?
}

extension KubeVelaDialect {
  /// Whether an object is a `WorkflowStepDefinition`.
  static func isDefinition(_ root: YAMLNode) -> Bool {
    guard root.kind == .mapping, let kind = root.entry("kind")?.value.resolved,
      kind.textEquals("WorkflowStepDefinition"), let version = root.entry("apiVersion")?.value.resolved
    else { return false }
    return version.textEquals("core.oam.dev/v1beta1")
  }

  /// The `WorkflowStepDefinition`s of a document: itself, or items of a `List`.
  package static func definitions(in document: YAMLDocument) -> [YAMLDocument] {
    if isDefinition(document.root) { return [document] }
    return items(of: document.root).filter { isDefinition($0) }.map { YAMLDocument(root: $0, range: $0.range) }
  }

  /// A `WorkflowStepDefinition` with the step type that it defines.
  package static func define(_ document: YAMLDocument, path: String) -> (LoweredDocument, StepDefinition?)? {
    let root = document.root
    let walk = SchemaWalk(root, schema: DefinitionRows.schema)
    let schematic = root.mergedEntry("spec")?.value.resolved?.mergedEntry("schematic")?.value.resolved
    let template = schematic?.mergedEntry("cue")?.value.resolved?.mergedEntry("template")?.value.resolved
    var details = KubeVelaDefinition(root: root)
    if let template, template.kind == .scalar, case .string = template.scalarType {
      details.template = template
      details.syntax = CUESyntax(parsing: template.text)
    }
    var workflow = Workflow(dialect: name, range: document.range, syntax: root.reference)
    let metadata = root.mergedEntry("metadata")?.value.resolved
    workflow.name = metadata?.mergedEntry("name")?.value.locatedText
    let lowered = LoweredDocument(
      workflow: workflow, schema: DefinitionRows.schema, problems: walk.problems, texts: walk.texts, details: details,
      neutralRules: LoweredDocument.structureRules)
    guard let type = workflow.name else { return (lowered, nil) }
    let labels = metadata?.mergedEntry("labels")?.value.resolved
    let scope = labels?.mergedEntries.first {
      $0.key.textEquals("custom.definition.oam.dev/scope") || $0.key.textEquals("scope")
    }
    let annotations = metadata?.mergedEntry("annotations")?.value.resolved
    let description = annotations?.mergedEntries.first { $0.key.textEquals("definition.oam.dev/description") }
    let properties = details.syntax.flatMap { syntax in
      ParameterReader(syntax, text: template?.text ?? "", owner: type.value).properties(in: syntax.declarations)
    }
    let summary = description?.value.locatedText?.value ?? ""
    return (
      lowered,
      StepDefinition(
        dialect: name, name: type.value, summary: summary.isEmpty ? "A step type of this workspace." : summary,
        properties: properties, isForApplications: scope?.value.locatedText?.value == "Application", path: path,
        range: type.range)
    )
  }

  /// The step types of a file as `vela def` takes them: `name: {type: "workflow-step"}` beside `template: {…}`.
  package static func definitionFile(_ text: SourceText, path: String) -> DefinitionFile? {
    guard path.hasSuffix(".cue") else { return nil }
    let written = String(decoding: text.bytes, as: UTF8.self)
    let syntax = CUESyntax(parsing: written)
    guard
      let (field, head) = syntax.declarations.lazy.compactMap({ declaration in
        head(of: declaration, syntax)
      }).first, let name = field.dataName
    else {
      return DefinitionFile(definitions: [], problem: nil)
    }
    let problem = syntax.problem.map { ($0.range, $0.message) }
    var properties: ObjectRow?
    for template in CUESyntax.fields("template", in: syntax.declarations) {
      guard case .structure(let declarations) = syntax[template.value]?.kind else { continue }
      properties =
        properties ?? ParameterReader(syntax, text: written, owner: name).properties(in: declarations)
    }
    let summary = Self.text("description", in: head, syntax) ?? ""
    let labels = CUESyntax.fields("labels", in: head).compactMap { structure($0.value, syntax) }
    return DefinitionFile(
      definitions: [
        StepDefinition(
          dialect: Self.name, name: name, summary: summary.isEmpty ? "A step type of this workspace." : summary,
          properties: properties,
          isForApplications: labels.contains { Self.text("scope", in: $0, syntax) == "Application" }, path: path,
          range: field.labelRange)
      ], problem: problem)
  }

  /// The field that says what a file defines, with its declarations.
  private static func head(
    of declaration: CUESyntax.Declaration, _ syntax: CUESyntax
  ) -> (CUESyntax.Field, [CUESyntax.Declaration])? {
    guard case .field(let field) = declaration, let declarations = structure(field.value, syntax),
      text("type", in: declarations, syntax) == "workflow-step"
    else { return nil }
    return (field, declarations)
  }

  private static func structure(_ index: Int, _ syntax: CUESyntax) -> [CUESyntax.Declaration]? {
    guard case .structure(let declarations) = syntax[index]?.kind else { return nil }
    return declarations
  }

  private static func text(
    _ name: String, in declarations: [CUESyntax.Declaration], _ syntax: CUESyntax
  ) -> String? {
    for field in CUESyntax.fields(name, in: declarations) {
      if case .text(let text) = syntax[field.value]?.kind { return text }
    }
    return nil
  }
}

extension StepType {
  /// A type that a file of the workspace defines.
  init(_ definition: StepDefinition) {
    self.init(
      definition.name, definition.summary, scope: definition.isForApplications ? .applications : .anywhere,
      properties: definition.properties ?? ObjectRow("`\(definition.name)`'s properties", fields: [], isOpen: true))
  }

  /// A type of the configuration: its own fields are the properties.
  init(_ configured: VariantRow) {
    let properties = ObjectRow(
      "`\(configured.name)`'s properties", configured.summary, fields: configured.ownFields,
      isOpen: configured.ownFields.isEmpty)
    self.init(configured.name, configured.summary, scope: .anywhere, properties: properties)
  }
}
