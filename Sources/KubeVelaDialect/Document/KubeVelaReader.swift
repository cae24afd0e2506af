// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reads an object leniently: whatever it does not say is empty.
struct KubeVelaReader {
  private(set) var document: KubeVelaDocument
  private static let largestCount = 200_000

  init(_ root: YAMLNode, _ kind: KubeVelaKind, schema: DialectSchema) {
    document = KubeVelaDocument(kind: kind, root: root)
    let spec = Self.mapping(root, "spec")
    let holder: YAMLNode?
    switch kind {
    case .application:
      holder = spec.flatMap { Self.mapping($0, "workflow") }
      document.mode = holder?.mergedEntry("mode")?.value.resolved
      document.components = Self.declarations(spec, "components")
      document.policies = Self.declarations(spec, "policies")
      for component in spec?.mergedEntry("components")?.value.resolved?.items ?? [] {
        for output in component.resolved?.mergedEntry("outputs")?.value.resolved?.items ?? [] {
          if let name = output.resolved?.mergedEntry("name")?.value.locatedText {
            document.componentOutputs.insert(name.value)
          }
        }
      }
    case .workflow:
      holder = root
      document.mode = root.mergedEntry("mode")?.value.resolved
    case .workflowRun:
      holder = spec.flatMap { Self.mapping($0, "workflowSpec") }
      document.mode = spec?.mergedEntry("mode")?.value.resolved
    }
    if document.mode?.kind != .mapping { document.mode = nil }
    if let steps = holder?.mergedEntry("steps")?.value.resolved { readSteps(steps, parent: nil) }
    nameSteps()
  }

  private static func mapping(_ node: YAMLNode, _ key: StaticString) -> YAMLNode? {
    guard let value = node.mergedEntry(key)?.value.resolved, value.kind == .mapping else { return nil }
    return value
  }

  private static func declarations(_ spec: YAMLNode?, _ key: StaticString) -> [KubeVelaDeclaration] {
    (spec?.mergedEntry(key)?.value.resolved?.items ?? []).compactMap { item in
      guard let item = item.resolved, let name = item.mergedEntry("name")?.value.locatedText else { return nil }
      return KubeVelaDeclaration(name: name, type: item.mergedEntry("type")?.value.locatedText?.value)
    }
  }

  private mutating func readSteps(_ list: YAMLNode, parent: Int?) {
    for (position, item) in list.items.enumerated() {
      guard let node = item.resolved, node.kind == .mapping, document.steps.count < Self.largestCount else { continue }
      let index = document.steps.count
      document.steps.append(Self.step(node, index: index, parent: parent, position: position))
      if let parent {
        document.steps[parent].children.append(index)
        document.steps[index].name =
          document.steps[index].writtenName?.value ?? "step-\(document.steps[parent].position)-\(position)"
      } else {
        document.topSteps.append(index)
      }
      // The schema knows two levels; a third is nobody's.
      if parent == nil, let subSteps = document.steps[index].subSteps?.value.resolved {
        readSteps(subSteps, parent: index)
      }
    }
  }

  private static func step(_ node: YAMLNode, index: Int, parent: Int?, position: Int) -> KubeVelaStep {
    let name = node.mergedEntry("name")?.value.locatedText
    var step = KubeVelaStep(
      index: index, parent: parent, position: position, node: node, writtenName: name,
      name: name?.value ?? "step-\(position)")
    step.type = node.mergedEntry("type")?.value.locatedText
    step.condition = node.mergedEntry("if")?.value.locatedText
    step.timeout = node.mergedEntry("timeout")?.value.locatedText
    step.dependsOn = node.mergedEntry("dependsOn")?.value.locatedTexts ?? []
    for item in node.mergedEntry("inputs")?.value.resolved?.items ?? [] {
      guard let item = item.resolved, let from = item.mergedEntry("from")?.value.locatedText else { continue }
      step.inputs.append(
        KubeVelaInput(from: from, parameterKey: item.mergedEntry("parameterKey")?.value.locatedText))
    }
    for item in node.mergedEntry("outputs")?.value.resolved?.items ?? [] {
      guard let item = item.resolved, let name = item.mergedEntry("name")?.value.locatedText else { continue }
      step.outputs.append(
        KubeVelaOutput(name: name, valueFrom: item.mergedEntry("valueFrom")?.value.locatedText))
    }
    if let properties = node.mergedEntry("properties")?.value.resolved, properties.kind == .mapping {
      step.properties = properties
    }
    step.mode = node.mergedEntry("mode")
    step.subSteps = node.mergedEntry("subSteps")
    return step
  }

  private mutating func nameSteps() {
    for step in document.steps where document.stepsByName[step.name] == nil {
      document.stepsByName[step.name] = step.index
    }
    for step in document.steps {
      let alias = step.property("name")?.locatedText ?? step.property("component")?.locatedText
      if let alias, document.aliases[alias.value] == nil { document.aliases[alias.value] = step.index }
      if step.inputs.contains(where: { $0.parameterKey?.value == "name" || $0.parameterKey?.value == "component" }) {
        document.hasUnknownAliases = true
      }
    }
  }
}
