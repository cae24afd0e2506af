// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps without a property that their definition needs.
package enum MissingProperty: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV113", "missing-step-property", .kubeVela, .error, fix: .unsafe,
    summary: "A step lacks a property that its definition needs.",
    rationale:
      "Nobody looks at properties before the step runs. Then it fails eleven times, or silently does nothing.",
    bad: [
      Example.run(["{name: a, type: read-object, properties: «{kind: Pod}»}"]),
      Example.run(["{name: a, type: «request»}"]),
      Example.run(["{name: a, type: webhook, properties: {url: «{}»}}"]),
    ],
    good: [
      Example.run(["{name: a, type: request, properties: {url: \"https://example.com\"}}"]),
      Example.run(["{name: a, type: request, inputs: [{from: context.url, parameterKey: url}]}"]),
    ])

  /// Reports each property that is needed and neither written nor given by an input.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    for step in document.steps { checkTop(of: step, document, &report) }
    for (_, problem) in document.propertyProblems {
      guard let node = document.root.tree.node(problem.node) else { continue }
      switch problem.kind {
      case .missingKey(let field, let title):
        add(node.firstLineRange, "\(title) needs `\(field.name)`: the step fails when it runs", field, node, &report)
      case .missingOneOf(let names, let title):
        let list = names.map { "`\($0)`" }.joined(separator: " or ")
        report.add(node.firstLineRange, "\(title) needs \(list): the step fails when it runs")
      default: continue
      }
    }
  }

  private static func checkTop(of step: KubeVelaStep, _ document: KubeVelaDocument, _ report: inout Report) {
    guard let type = step.type, let definition = document.definition(of: step) else { return }
    // What is there but no mapping is another rule's business.
    if step.properties == nil, let written = step.node.mergedEntry("properties")?.value.resolved,
      written.kind != .scalar || written.scalarType != .null
    {
      return
    }
    let present = Set(step.properties?.mergedEntries.map(\.key.text) ?? [])
    var needed = definition.properties.fields.filter(\.isRequired)
    needed += moreNeeded(step).compactMap { definition.properties.field(named: $0) }
    for field in needed where !present.contains(field.name) && !step.isGiven(field.name) {
      let message = "a \(type.value) step needs the property `\(field.name)`: it fails when it runs"
      add(step.properties?.firstLineRange ?? type.range, message, field, step.properties, &report)
    }
  }

  /// What is needed because of the values of other properties.
  private static func moreNeeded(_ step: KubeVelaStep) -> [String] {
    switch step.type?.value {
    case "export2secret":
      return step.property("kind") == nil && !step.isGiven("kind") ? ["data"] : []
    case "apply-terraform-provider":
      let cloud = step.property("type")?.locatedText?.value
      return StepTypes.providerKeys.first { $0.type == cloud }?.keys ?? []
    default: return []
    }
  }

  private static func add(
    _ range: TextRange, _ message: String, _ field: FieldRow, _ mapping: YAMLNode?, _ report: inout Report
  ) {
    let value: String
    switch field.type {
    case .list: value = "[\(field.name)]"
    case .integer: value = "1"
    case .map: value = "{name: \(field.name)}"
    case .choice(let choices): value = choices.first?.value ?? field.name
    case .text: value = "my-\(field.name)"
    default: value = ""
    }
    guard let mapping, mapping.kind == .mapping, !value.isEmpty else { return report.add(range, message) }
    let edits = YAMLEdits.insertEntry(field.name, value, into: mapping)
    report.add(
      range, message, fixes: edits.isEmpty ? [] : [Fix("add `\(field.name)`", .unsafe, edits: edits)])
  }
}

extension YAMLNode {
  /// The part of a node on its first line.
  var firstLineRange: TextRange {
    let line = tree.source.lines.line(at: range.start)
    let content = tree.source.lines.contentRange(ofLine: line, in: tree.source.bytes)
    var end = min(range.end, content.end)
    let bytes = tree.source.bytes
    if let comment = tree.comments(in: TextRange(range.start, content.end)).first, comment.range.start < end {
      end = comment.range.start
    }
    while end > range.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D { end -= 1 }
    return TextRange(range.start, end)
  }
}
