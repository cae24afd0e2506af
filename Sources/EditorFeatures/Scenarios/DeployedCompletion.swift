// SPDX-License-Identifier: Apache-2.0
import Dialect
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// What the scenario file of a blueprint may name at the cursor: operations, nodes, workflows, parameters, inputs.
struct DeployedCompletion {
  let place: CompletionPlace
  let files: [DeployedFile]

  /// The names that stand at the cursor; none where the file runs no blueprint.
  ///
  /// - Parameter keys: the keys from the document's root to what the cursor stands in.
  func items(_ keys: [String], isKey: Bool) -> [CompletionItem] {
    guard !files.isEmpty else { return [] }
    if isKey, let last = keys.last {
      switch (keys.dropLast().last, last) {
      case (_, "mocks"), ("expect"?, "steps"): return tasks(suffix: ": ")
      case (nil, "inputs"): return inputs()
      case (_, "parameters"): return parameters()
      case ("deployment"?, "state"): return nodes(suffix: ": ")
      case ("deployment"?, "workflows"): return workflows(suffix: ": ") { $0.builtIn == nil }
      default: break
      }
    }
    guard place.cursor.place != .key else { return [] }
    let path = keys + (place.cursor.key.map { [$0.text] } ?? [])
    guard let field = path.last else { return [] }
    let owner = path.dropLast().last
    switch field {
    case "order", "never", "ran", "parallel", "critical_path": return tasks(suffix: "")
    case "workflow" where path.count > 1: return workflows(suffix: "") { _ in true }
    case _ where owner == "parameters": return values(ofParameter: field)
    case _ where owner == "inputs" && path.count == 2:
      return files.flatMap(\.inputs).first { $0.name.value == field }.map(place.values) ?? []
    case "state" where owner == "deployment": return states()
    case _ where owner == "state" && path.dropLast(2).last == "deployment": return states()
    case _ where owner == "workflows" && path.dropLast(2).last == "deployment": return tasks(suffix: "")
    default: return []
    }
  }

  // MARK: Names

  /// The operations as scenarios write them, the shortest name that means one alone; instances where a node has several.
  private func tasks(suffix: String) -> [CompletionItem] {
    var items = Items(place, suffix: suffix)
    for model in files.map(\.model) {
      for node in model.nodes {
        add(node.operations, of: node.name, rank: 0, to: &items)
        for number in 1...max(1, min(node.instances, 10)) where node.instances > 1 {
          add(node.operations, of: "\(node.name)_\(number)", rank: 2, to: &items)
        }
        for relationship in node.relationships where model.nodes.indices.contains(relationship.target) {
          let pair = "\(node.name)->\(model.nodes[relationship.target].name)"
          add(relationship.sourceOperations + relationship.targetOperations, of: pair, rank: 1, to: &items)
        }
      }
      for workflow in model.workflows where workflow.builtIn == nil {
        items.add(workflow.name, .workflow, detail: "a workflow of the blueprint", rank: 1)
      }
      for operation in model.nodes.flatMap(\.operations) where !isAgents(operation) {
        items.add(operation.name, .step, detail: "of every node", rank: 3)
      }
    }
    return items.result
  }

  private func add(_ operations: [DeploymentOperation], of owner: String, rank: Int, to items: inout Items) {
    let operations = operations.filter { !isAgents($0) }
    for operation in operations {
      let isAlone = Set(operations.filter { $0.name == operation.name }.map(\.interface)).count == 1
      items.add(
        "\(owner).\(isAlone ? operation.name : operation.fullName)", .step, detail: operation.interface, rank: rank)
    }
  }

  private func isAgents(_ operation: DeploymentOperation) -> Bool {
    operation.interface == "cloudify.interfaces.cloudify_agent"
  }

  private func nodes(suffix: String) -> [CompletionItem] {
    var items = Items(place, suffix: suffix)
    for node in files.flatMap(\.model.nodes) {
      items.add(node.name, .variable, detail: node.types.first, rank: 0)
      for number in 1...max(1, min(node.instances, 10)) where node.instances > 1 {
        items.add("\(node.name)_\(number)", .variable, detail: "an instance of \(node.name)", rank: 1)
      }
    }
    return items.result
  }

  private func workflows(suffix: String, _ isWanted: (DeploymentWorkflow) -> Bool) -> [CompletionItem] {
    var items = Items(place, suffix: suffix)
    for workflow in files.flatMap(\.model.workflows) where isWanted(workflow) {
      let isOwn = workflow.builtIn == nil
      items.add(workflow.name, .workflow, detail: isOwn ? "of the blueprint" : "built in", rank: isOwn ? 0 : 1)
    }
    return items.result
  }

  private func inputs() -> [CompletionItem] {
    var items = Items(place, suffix: ": ")
    for input in files.flatMap(\.inputs) {
      items.add(
        input.name.value, .variable, detail: input.type?.value, rank: input.isNeeded ? 0 : 1,
        documentation: input.documentation)
    }
    for file in files {
      for name in file.declarations("input") {
        items.add(name.name, .variable, detail: nil, rank: 1, documentation: file.documentation(of: name))
      }
    }
    return items.result
  }

  private func states() -> [CompletionItem] {
    NodeInstanceState.allCases.map { place.plainItem($0.rawValue, .enumValue) }
  }

  // MARK: Parameters

  /// The workflow that the execution around the cursor runs.
  private var workflow: DeploymentWorkflow? {
    var node = place.cursor.container ?? place.cursor.owner ?? place.cursor.key
    while let current = node {
      if let name = current.mergedEntry("workflow")?.value.locatedText?.value, current.parent != nil {
        return files.lazy.compactMap { $0.model.workflow(name) }.first
      }
      node = current.parent
    }
    return nil
  }

  private func parameters() -> [CompletionItem] {
    var items = Items(place, suffix: ": ")
    for parameter in workflow?.parameters ?? [] {
      let isNeeded = parameter.isRequired && parameter.defaultValue == nil
      items.add(parameter.name, .variable, detail: parameter.type, rank: isNeeded ? 0 : 1)
    }
    return items.result
  }

  private func values(ofParameter name: String) -> [CompletionItem] {
    guard let parameter = workflow?.parameters.first(where: { $0.name == name }) else { return [] }
    switch parameter.itemType ?? parameter.type {
    case "boolean": return ["true", "false"].map { place.plainItem($0, .enumValue) }
    case "node_id", "node_instance": return nodes(suffix: "")
    case _ where name == "scalable_entity_name":
      return nodes(suffix: "") + files.flatMap(\.model.groups).map { place.plainItem($0.name, .variable) }
    case "operation_name": return tasks(suffix: "")
    default: return []
    }
  }

  /// Items of different names, but for the keys that are there already.
  private struct Items {
    private let place: CompletionPlace
    private let suffix: String
    private var seen: Set<String>
    private(set) var result: [CompletionItem] = []

    init(_ place: CompletionPlace, suffix: String) {
      self.place = place
      self.suffix = suffix
      seen = suffix.isEmpty ? [] : Set(place.otherKeys.map(\.text))
    }

    mutating func add(
      _ name: String, _ kind: CompletionKind, detail: String?, rank: Int, documentation: String? = nil
    ) {
      guard seen.insert(name).inserted else { return }
      result.append(
        CompletionItem(
          label: name, kind: kind, detail: detail, documentation: documentation, edit: place.edit(name + suffix),
          additionalEdits: place.line.edits, rank: rank))
    }
  }
}
