// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText
package import WorkflowModel
package import YAMLSyntax

/// An input of a step: what it reads and where that goes.
package struct KubeVelaInput: Sendable {
  /// The output, or a path of `context`.
  package var from: Located<String>
  /// The property that gets the value.
  package var parameterKey: Located<String>?

  /// The first part of `from`: the output's name without a path into it.
  package var root: String { String(from.value.prefix { $0 != "." && $0 != "[" }) }
}

/// An output of a step.
package struct KubeVelaOutput: Sendable {
  /// The output's name.
  package var name: Located<String>
  /// The path or expression that gives it.
  package var valueFrom: Located<String>?
}

/// A step or sub-step.
package struct KubeVelaStep: Sendable {
  /// Its place in `KubeVelaDocument.steps`.
  package var index: Int
  /// The group that holds it.
  package var parent: Int?
  /// Its place in its list.
  package var position: Int
  /// The step's mapping.
  package var node: YAMLNode
  /// Its name as written.
  package var writtenName: Located<String>?
  /// Its name, the one that admission gives it where none is written included.
  package var name: String
  /// Its type.
  package var type: Located<String>?
  /// `if`.
  package var condition: Located<String>?
  /// `timeout`.
  package var timeout: Located<String>?
  /// `dependsOn`.
  package var dependsOn: [Located<String>] = []
  /// `inputs`.
  package var inputs: [KubeVelaInput] = []
  /// `outputs`.
  package var outputs: [KubeVelaOutput] = []
  /// `properties`, where it is a mapping.
  package var properties: YAMLNode?
  /// `mode` with its key.
  package var mode: MappingEntry?
  /// `subSteps` with its key.
  package var subSteps: MappingEntry?
  /// The steps of `subSteps`.
  package var children: [Int] = []

  /// Whether the engine runs its sub-steps.
  package var isGroup: Bool { type?.value == "step-group" }

  /// A property's value.
  package func property(_ name: StaticString) -> YAMLNode? { properties?.mergedEntry(name)?.value.resolved }

  /// Whether an input gives the property, or something below it.
  package func isGiven(_ property: String) -> Bool {
    inputs.contains { input in
      guard let key = input.parameterKey?.value, key.hasPrefix(property) else { return false }
      let rest = key.utf8.dropFirst(property.utf8.count)
      return rest.isEmpty || rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "[")
    }
  }
}

/// A name that a document declares, with its type.
package struct KubeVelaDeclaration: Sendable {
  /// The name.
  package var name: Located<String>
  /// The type as written.
  package var type: String?
}

/// The types of policies that KubeVela brings; one that is in neither set may be anything.
enum PolicyTypes {
  /// Those that deploy steps take.
  static let deployed: Set<String> = ["topology", "override", "replication"]
  /// Those that hold for the whole Application without being named.
  static let others: Set<String> = [
    "garbage-collect", "apply-once", "shared-resource", "take-over", "read-only", "health", "resource-update",
  ]
}

/// What KubeVela's own rules see of a document; `LoweredDocument.details`.
package struct KubeVelaDocument: Sendable {
  /// What the object is.
  package var kind: KubeVelaKind
  /// The object.
  package var root: YAMLNode
  /// The mapping that holds `mode`.
  package var mode: YAMLNode?
  /// All steps, a group before its own ones, in the order written.
  package var steps: [KubeVelaStep] = []
  /// The steps that stand in no group.
  package var topSteps: [Int] = []
  /// The first step of each name.
  package var stepsByName: [String: Int] = [:]
  /// An Application's components.
  package var components: [KubeVelaDeclaration] = []
  /// What components give and read, by name.
  package var componentOutputs: Set<String> = []
  /// An Application's policies.
  package var policies: [KubeVelaDeclaration] = []
  /// Other names that `dependsOn` and `status` may use: the `name` and `component` of steps' properties.
  package var aliases: [String: Int] = [:]
  /// Whether an input gives some step such a name, so that not all of them are known.
  package var hasUnknownAliases = false
  /// The step types that the workspace defines or configures, by name.
  var ownTypes: [String: StepType] = [:]
  /// What is wrong with properties against their rows, by step.
  package var propertyProblems: [(step: Int, problem: SchemaProblem)] = []
  /// Steps whose type has no row.
  package var unknownTypes: [SchemaProblem] = []

  /// Whether top steps run one after another.
  package var isSequential: Bool { mode?.mergedEntry("steps")?.value.locatedText?.value != "DAG" }

  /// Whether the steps of a group run one after another.
  package func isSequential(_ group: KubeVelaStep) -> Bool {
    let word = group.mode?.value.locatedText?.value ?? mode?.mergedEntry("subSteps")?.value.locatedText?.value
    return word == "StepByStep"
  }

  /// What is known of a step's type; nil for one that only a cluster knows.
  func definition(of step: KubeVelaStep) -> StepType? {
    step.type.flatMap { ownTypes[$0.value] ?? StepTypes.named($0.value) }
  }

  /// The step that a name of `dependsOn` or `status` means.
  package func step(named name: String) -> Int? { stepsByName[name] ?? aliases[name] }

  /// The step of an index; nil for none.
  package func step(_ index: Int?) -> KubeVelaStep? {
    index.flatMap { steps.indices.contains($0) ? steps[$0] : nil }
  }

  /// The list that holds a step: indices in order.
  package func siblings(of step: KubeVelaStep) -> [Int] { self.step(step.parent)?.children ?? topSteps }

  /// Whether `later` cannot start before `step` has ended, only because of where both stand.
  package func isOrdered(_ step: KubeVelaStep, before later: KubeVelaStep) -> Bool {
    if step.parent == later.parent {
      let isSequential = self.step(step.parent).map { self.isSequential($0) } ?? self.isSequential
      return isSequential && step.position < later.position
    }
    guard isSequential else { return false }
    let first = self.step(step.parent) ?? step
    let second = self.step(later.parent) ?? later
    return first.index != second.index && first.position < second.position
  }

  /// Keeps the problems that rules of its own speak of, and gives back the others.
  mutating func claimProblems(_ problems: [SchemaProblem]) -> [SchemaProblem] {
    guard !problems.isEmpty else { return [] }
    var owners: [NodeID: Int] = [:]
    for step in steps { if let properties = step.properties { owners[properties.id] = step.index } }
    var rest: [SchemaProblem] = []
    for problem in problems {
      if case .unknownStepType = problem.kind {
        unknownTypes.append(problem)
      } else if let owner = owner(of: problem, owners) {
        keep(problem, of: owner)
      } else if !hasRuleOfItsOwn(problem) {
        rest.append(problem)
      }
    }
    return rest
  }

  private func owner(of problem: SchemaProblem, _ owners: [NodeID: Int]) -> Int? {
    var node = root.tree.node(problem.node)
    var depth = 0
    while let current = node, depth < 200 {
      if let owner = owners[current.id] { return owner }
      node = current.parent
      depth += 1
    }
    return nil
  }

  private mutating func keep(_ problem: SchemaProblem, of owner: Int) {
    guard let step = step(owner), let properties = step.properties else { return }
    // What is missing at the top is told apart there: an input may give it.
    if case .missingKey = problem.kind, problem.node == properties.id { return }
    let top = properties.mergedEntries.first {
      $0.value.range.contains(problem.range.start) || $0.key.id == problem.node || $0.value.id == problem.node
    }
    if let top, step.isGiven(top.key.text) { return }
    propertyProblems.append((owner, problem))
  }

  private func hasRuleOfItsOwn(_ problem: SchemaProblem) -> Bool {
    guard let node = root.tree.node(problem.node) else { return false }
    switch problem.kind {
    case .unknownKey:
      if kind == .workflow, node.parent == root, node.textEquals("spec") { return true }
      return Self.oldOutputKeys.contains(node.text) && isOutput(node.parent)
    case .missingKey(let row, _):
      return row.name == "valueFrom" && isOutput(node)
        && node.mergedEntries.contains { Self.oldOutputKeys.contains($0.key.text) }
    case .wrongType, .emptyValue:
      // A null is dropped at admission, as if the key were not there.
      return node.isNull
    default: return false
    }
  }

  /// What `valueFrom` was called, or never was.
  static let oldOutputKeys: Set<String> = ["fromKey", "exportKey"]

  private func isOutput(_ node: YAMLNode?) -> Bool {
    guard let list = node?.parent, list.kind == .sequence, let step = list.parent else { return false }
    return step.entry("outputs")?.value == list
  }
}
