// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// What a component brings to the step that delivers it.
struct KubeVelaComponent {
  /// Its mapping.
  let node: YAMLNode
  /// Its name.
  let name: String

  /// The components of an Application.
  static func all(in root: YAMLNode) -> [KubeVelaComponent] {
    (root.mergedEntry("spec")?.value.resolved?.mergedEntry("components")?.value.resolved?.items ?? []).compactMap {
      guard let node = $0.resolved, let name = node.mergedEntry("name")?.value.locatedText else { return nil }
      return KubeVelaComponent(node: node, name: name.value)
    }
  }
}

extension ReconciledStep {
  /// Adds what a component reads, gives and waits for.
  mutating func add(_ component: KubeVelaComponent?) {
    guard let component else { return }
    dependsOn += component.node.mergedEntry("dependsOn")?.value.locatedTexts.map(\.value) ?? []
    for item in component.node.mergedEntry("inputs")?.value.resolved?.items ?? [] {
      if let from = item.resolved?.mergedEntry("from")?.value.locatedText { inputs.append(Input(from: from.value)) }
    }
    for item in component.node.mergedEntry("outputs")?.value.resolved?.items ?? [] {
      guard let name = item.resolved?.mergedEntry("name")?.value.locatedText else { continue }
      let valueFrom = item.resolved?.mergedEntry("valueFrom")?.value.locatedText
      outputs.append(Output(name: name.value, valueFrom: valueFrom?.value ?? ""))
    }
  }
}

/// The steps that the controller makes of an Application that has none (as in kubevela/workflow 0.7).
struct GeneratedSteps {
  /// The steps; empty where the policies cannot be read.
  private(set) var steps: [ReconciledStep] = []
  /// Why the controller makes none; nil where nothing is in the way.
  private(set) var refusal: String?
  /// The nodes that they come from.
  private(set) var sources: [YAMLNode] = []

  init(_ root: YAMLNode) {
    let spec = root.mergedEntry("spec")?.value.resolved
    let policies = (spec?.mergedEntry("policies")?.value.resolved?.items ?? []).compactMap(\.resolved)
    func named(_ type: String) -> [(node: YAMLNode, name: String)] {
      policies.compactMap { policy in
        guard policy.mergedEntry("type")?.value.locatedText?.value == type,
          let name = policy.mergedEntry("name")?.value.locatedText?.value
        else { return nil }
        return (policy, name)
      }
    }
    let components = KubeVelaComponent.all(in: root)
    let overrides = named("override")
    let names = overrides.map(\.name)
    let topologies = named("topology")
    for topology in topologies {
      add(
        "deploy-\(topology.name)", "deploy", [("policies", .array((names + [topology.name]).map { .string($0) }))],
        topology.node)
    }
    guard topologies.isEmpty else { return }
    let reference = components.first { $0.node.mergedEntry("type")?.value.locatedText?.value == "ref-objects" }
    if let source = overrides.first?.node ?? reference?.node {
      add("deploy", "deploy", [("policies", .array(names.map { .string($0) }))], source)
      return
    }
    for binding in named("env-binding") {
      guard let properties = binding.node.mergedEntry("properties")?.value.resolved, properties.kind == .mapping else {
        // The controller cannot read it, and makes no steps at all.
        (steps, sources) = ([], [])
        refusal = "the properties of the policy `\(binding.name)` cannot be read"
        return
      }
      for env in properties.mergedEntry("envs")?.value.resolved?.items ?? [] {
        guard let name = env.resolved?.mergedEntry("name")?.value.locatedText?.value else { continue }
        add(
          "deploy-\(binding.name)-\(name)", "deploy2env",
          [("env", .string(name)), ("policy", .string(binding.name))], binding.node)
      }
    }
    guard steps.isEmpty else { return }
    for component in components {
      add(component.name, "apply-component", [("component", .string(component.name))], component.node)
      steps[steps.count - 1].add(component)
      steps[steps.count - 1].alias = component.name
    }
  }

  /// The steps with neutral ones, whose places are those of what they come from.
  var located: [(step: ReconciledStep, shown: StepDraft)] {
    zip(steps, sources).enumerated().map { index, pair in
      let (step, source) = pair
      var shown = StepDraft(index: index, range: source.range, syntax: source.reference)
      let place = source.mergedEntry("name")?.value.locatedText
      shown.id = place?.map { _ in step.name }
      shown.type = place?.map { _ in step.type }
      shown.action = .custom
      return (step, shown)
    }
  }

  private mutating func add(_ name: String, _ type: String, _ fields: [(String, CELValue)], _ source: YAMLNode) {
    var step = ReconciledStep(name: name, type: type)
    step.parameters = .object(fields)
    steps.append(step)
    sources.append(source)
  }
}
