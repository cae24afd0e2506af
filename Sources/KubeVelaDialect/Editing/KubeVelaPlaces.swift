// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// A name in a document together with how it is written there.
struct KubeVelaPlace {
  /// How a name is written.
  enum Form {
    /// As a scalar, or the start of one.
    case plain
    /// Behind the dot of an expression: `status.build`.
    case selector
    /// As a text in an expression: `status["build"]`.
    case quoted
  }

  var place: NamedPlace
  /// The scalar that holds it.
  var node: YAMLNode
  /// Its bytes in the scalar's decoded text.
  var decoded: TextRange
  var form: Form
}

/// Finds every place of a document where a name stands that it declares.
struct KubeVelaPlaces {
  private(set) var all: [KubeVelaPlace] = []
  private let document: KubeVelaDocument
  private let components: Set<String>
  private let policies: Set<String>
  private let outputs: Set<String>

  init(_ document: KubeVelaDocument) {
    self.document = document
    components = Set(document.components.map(\.name.value))
    policies = Set(document.policies.map(\.name.value))
    outputs = Set(document.steps.flatMap { $0.outputs.map(\.name.value) }).union(document.componentOutputs)
    addDeclarations()
    for step in document.steps { addUses(of: step) }
    addUsesOfPolicies()
  }

  // MARK: Declarations

  private mutating func addDeclarations() {
    for step in document.steps where document.stepsByName[step.name] == step.index {
      declare("step", step.writtenName, step.node.range, step.type?.value)
    }
    for step in document.steps {
      for output in step.outputs { declare("output", output.name, output.name.range, output.valueFrom?.value) }
    }
    let spec = document.root.mergedEntry("spec")?.value.resolved
    addDeclarations("component", spec?.mergedEntry("components")?.value.resolved)
    addDeclarations("policy", spec?.mergedEntry("policies")?.value.resolved)
  }

  private mutating func addDeclarations(_ kind: String, _ list: YAMLNode?) {
    guard document.kind == .application else { return }
    for item in list?.items ?? [] {
      guard let item = item.resolved else { continue }
      let type = item.mergedEntry("type")?.value.locatedText?.value
      declare(kind, item.mergedEntry("name")?.value.locatedText, item.range, type)
      guard kind == "component" else { continue }
      for name in item.mergedEntry("dependsOn")?.value.locatedTexts ?? [] { use("component", name, in: components) }
      for input in item.mergedEntry("inputs")?.value.resolved?.items ?? [] {
        addSource(input.resolved?.mergedEntry("from")?.value.locatedText)
      }
      for output in item.mergedEntry("outputs")?.value.resolved?.items ?? [] {
        guard let name = output.resolved?.mergedEntry("name")?.value.locatedText else { continue }
        declare("output", name, name.range, output.resolved?.mergedEntry("valueFrom")?.value.locatedText?.value)
      }
    }
  }

  private mutating func declare(_ kind: String, _ name: Located<String>?, _ extent: TextRange, _ detail: String?) {
    guard let name, let node = document.root.tree.node(name.syntax.nodeID), !name.value.isEmpty else { return }
    add(NamedPlace(kind: kind, name: name.value, range: node.contentRange, extent: extent, detail: detail), node)
  }

  private mutating func add(_ place: NamedPlace, _ node: YAMLNode) {
    all.append(KubeVelaPlace(place: place, node: node, decoded: TextRange(0, node.textByteCount), form: .plain))
  }

  // MARK: Uses

  private mutating func use(_ kind: String, _ name: Located<String>?, in names: Set<String>) {
    guard let name, names.contains(name.value), let node = document.root.tree.node(name.syntax.nodeID) else { return }
    add(NamedPlace(kind: kind, name: name.value, range: node.contentRange), node)
  }

  /// The kind of thing that a name of `dependsOn` or `status` means.
  private func kind(ofStepName name: String) -> String? {
    if document.stepsByName[name] != nil { return "step" }
    return components.contains(name) ? "component" : nil
  }

  private mutating func addUses(of step: KubeVelaStep) {
    for name in step.dependsOn {
      if let kind = kind(ofStepName: name.value) { use(kind, name, in: [name.value]) }
    }
    for input in step.inputs { addSource(input.from) }
    use("component", step.property("component")?.locatedText, in: components)
    for name in step.property("components")?.locatedTexts ?? [] { use("component", name, in: components) }
    for name in step.property("policies")?.locatedTexts ?? [] { use("policy", name, in: policies) }
    use("policy", step.property("policy")?.locatedText, in: policies)
    use("policy", step.property("topology")?.locatedText, in: policies)
    addCondition(of: step)
  }

  /// `from`: an output, perhaps with a path into it.
  private mutating func addSource(_ from: Located<String>?) {
    guard let from, let node = document.root.tree.node(from.syntax.nodeID) else { return }
    let root = String(from.value.prefix { $0 != "." && $0 != "[" })
    guard outputs.contains(root) else { return }
    let decoded = TextRange(0, root.utf8.count)
    all.append(
      KubeVelaPlace(
        place: NamedPlace(kind: "output", name: root, range: node.sourceRange(ofDecoded: decoded)), node: node,
        decoded: decoded, form: .plain))
  }

  private mutating func addCondition(of step: KubeVelaStep) {
    guard let condition = StepCondition(step, in: document),
      let node = step.condition.flatMap({ document.root.tree.node($0.syntax.nodeID) })
    else { return }
    for chain in condition.expression.chains {
      let path = condition.expression.fixedStart(chain)
      guard path.count > 1, let root = path.first?.name else { continue }
      var (name, range) = path[1]
      let isQuoted = condition.text(range).hasPrefix("\"")
      if isQuoted { range = TextRange(range.start + 1, range.end - 1) }
      let kind: String
      if root == "status", let found = self.kind(ofStepName: name) {
        kind = found
      } else if root == "inputs", case let first = String(name.prefix { $0 != "." && $0 != "[" }),
        outputs.contains(first)
      {
        kind = "output"
        name = first
        range = TextRange(range.start, range.start + first.utf8.count)
      } else {
        continue
      }
      all.append(
        KubeVelaPlace(
          place: NamedPlace(kind: kind, name: name, range: condition.range(range)), node: node, decoded: range,
          form: isQuoted ? .quoted : .selector))
    }
  }

  /// The components that policies speak of.
  private mutating func addUsesOfPolicies() {
    guard document.kind == .application else { return }
    let spec = document.root.mergedEntry("spec")?.value.resolved
    for policy in spec?.mergedEntry("policies")?.value.resolved?.items ?? [] {
      let properties = policy.resolved?.mergedEntry("properties")?.value.resolved
      for name in properties?.mergedEntry("selector")?.value.locatedTexts ?? [] {
        use("component", name, in: components)
      }
      for item in properties?.mergedEntry("components")?.value.resolved?.items ?? [] {
        use("component", item.resolved?.mergedEntry("name")?.value.locatedText, in: components)
      }
    }
  }
}
