// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Makes of a document what the controller keeps of it.
struct ReconciledLowering {
  private(set) var workflow = ReconciledWorkflow()

  init(_ details: KubeVelaDocument) {
    workflow.topSteps = details.topSteps
    workflow.isSequential = details.isSequential
    workflow.isApplication = details.kind == .application
    workflow.isTemplate = details.kind == .workflow
    for step in details.steps { workflow.steps.append(Self.step(step, details)) }
    let spec = details.root.mergedEntry("spec")?.value.resolved
    readContext(details, spec)
    if details.kind == .application {
      let own = spec?.mergedEntry("workflow")?.value.resolved
      workflow.reference = own?.mergedEntry("ref")?.value.locatedText?.value
      if details.steps.isEmpty, workflow.reference == nil {
        let generated = GeneratedSteps(details.root)
        workflow.generated = generated.located
        workflow.refusal = generated.refusal
        // Without any `workflow` the generated steps run side by side.
        if own == nil { workflow.isSequential = false }
      }
    } else if details.kind == .workflowRun, spec?.mergedEntry("workflowSpec") == nil {
      workflow.reference = spec?.mergedEntry("workflowRef")?.value.locatedText?.value
    }
  }

  private static func step(_ step: KubeVelaStep, _ details: KubeVelaDocument) -> ReconciledStep {
    var result = ReconciledStep(name: step.name, type: step.type?.value ?? "")
    result.parent = step.parent
    result.isGroup = step.isGroup
    result.children = step.isGroup ? step.children : []
    result.isSequential = step.isGroup && details.isSequential(step)
    result.condition = step.condition?.value
    if let timeout = step.timeout?.value {
      result.timeout = GoDuration.milliseconds(timeout)
      result.hasUnreadableTimeout = result.timeout == nil
    }
    result.dependsOn = step.dependsOn.map(\.value)
    result.inputs = step.inputs.map { ReconciledStep.Input(from: $0.from.value, key: $0.parameterKey?.value) }
    result.outputs = step.outputs.map {
      ReconciledStep.Output(name: $0.name.value, valueFrom: $0.valueFrom?.value ?? "")
    }
    if step.parent == nil {
      result.alias = step.property("name")?.locatedText?.value ?? step.property("component")?.locatedText?.value
    }
    switch result.type {
    case "suspend":
      result.works = false
      result.suspensions = [step.property("duration")?.locatedText.flatMap { GoDuration.milliseconds($0.value) }]
    case "deploy":
      if case .bool(false) = step.property("auto")?.scalarType { result.suspensions = [nil] }
    default: break
    }
    if let properties = step.properties { result.parameters = value(of: properties) }
    if result.type == "apply-component", let name = step.property("component")?.locatedText?.value {
      result.add(KubeVelaComponent.all(in: details.root).first { $0.name == name })
    }
    return result
  }

  private mutating func readContext(_ details: KubeVelaDocument, _ spec: YAMLNode?) {
    let metadata = details.root.mergedEntry("metadata")?.value.resolved
    let name = metadata?.mergedEntry("name")?.value.locatedText.map { CELValue.string($0.value) } ?? .unknown("name")
    let namespace = metadata?.mergedEntry("namespace")?.value.locatedText?.value ?? "default"
    var fields: [(String, CELValue)] = [
      ("name", name), ("namespace", .string(namespace)), ("workflowName", name),
      ("publishVersion", .unknown("context.publishVersion")),
    ]
    if details.kind == .workflowRun, let own = spec?.mergedEntry("context")?.value.resolved, own.kind == .mapping {
      for entry in own.mergedEntries { fields.append((entry.key.text, Self.value(of: entry.value))) }
    }
    if details.kind == .application {
      fields.append(("appName", name))
      fields += ConditionWords.deploymentContext.map { ($0, .unknown("context.\($0)")) }
    }
    workflow.context = .object(fields)
  }

  /// A node as data; deeper than 64 levels it is unknown.
  static func value(of node: YAMLNode, depth: Int = 0) -> CELValue {
    guard depth < 64, let node = node.resolved else { return .unknown("value") }
    switch node.kind {
    case .mapping: return .object(node.mergedEntries.map { ($0.key.text, value(of: $0.value, depth: depth + 1)) })
    case .sequence: return .array(node.items.map { value(of: $0, depth: depth + 1) })
    default:
      switch node.scalarType {
      case .null: return .null
      case .bool(let value): return .bool(value)
      case .int(let value): return .int(value)
      case .float(let value): return .double(value)
      case .string: return .string(node.text)
      }
    }
  }
}
