// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText
import WorkflowModel
package import YAMLSyntax

/// Cloudify's blueprints, `cloudify_dsl_1_0` to `cloudify_dsl_1_5`.
package enum CloudifyDialect: Dialect {
  /// `cloudify`.
  package static let name = "cloudify"

  /// The rows of a blueprint.
  package static let schema = DialectSchema(
    root: BlueprintRows.root, anyStep: WorkflowRows.workflow, stepTypes: [],
    anyTrigger: ScheduleRows.schedule, triggerTypes: [], takesLastOfDuplicateKeys: true)

  /// Whether the root says which version of the language it is written in, even one that does not exist, or none.
  package static func claims(_ root: YAMLNode) -> Bool {
    guard let value = root.entry("tosca_definitions_version")?.value.resolved, value.kind == .scalar else {
      return false
    }
    if value.isNull || value.textBytes.starts(with: "cloudify".utf8) { return true }
    // TOSCA's own files have this key too, and their templates elsewhere.
    return !value.textBytes.starts(with: "tosca".utf8) && root.entry("node_templates") != nil
  }

  /// No file is a blueprint by its name.
  package static func isHinted(by fileName: String) -> Bool { false }

  /// The document as a workflow: its workflows as steps that do not wait for each other, and its inputs.
  package static func lower(_ document: YAMLDocument, _ context: LoweringContext) -> LoweredDocument {
    let file = BlueprintFile(document.root)
    var workflow = Workflow(dialect: name, range: document.range, syntax: document.root.reference)
    workflow.documentation = document.root.field("description")?.locatedText
    workflow.lists = [StepList(owner: nil, order: .parallel)]
    for entry in document.root.field("workflows")?.mergedEntries ?? [] where entry.key.kind == .scalar {
      let index = workflow.steps.count
      var step = StepDraft(index: index, range: entry.range, syntax: entry.value.reference)
      step.id = Located(entry.key.text, entry.key.contentRange, entry.key.reference)
      step.list = 0
      workflow.steps.append(Step(step))
      workflow.lists[0].steps.append(index)
    }
    for entry in document.root.field("inputs")?.mergedEntries ?? [] where entry.key.kind == .scalar {
      let key = Located(entry.key.text, entry.key.contentRange, entry.key.reference)
      var input = InputDeclaration(name: key, range: entry.value.range)
      input.type = entry.value.field("type")?.locatedText
      input.documentation = entry.value.field("description")?.locatedText?.value
      workflow.inputs.append(input)
    }
    return LoweredDocument(
      workflow: workflow, schema: schema, problems: file.problems, texts: [], details: file,
      neutralRules: LoweredDocument.structureRules)
  }
}
