// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// A place of a scenario file where something of a blueprint is named.
struct DeployedPlace: Hashable {
  /// What is named.
  enum Meaning: Hashable {
    /// A node, a workflow or an input.
    case name(DeclaredName)
    /// An operation; of a node or relationship, or, where nothing stands before it, of some.
    case operation(DeploymentOperation, owner: String?)
  }

  /// What is named.
  var meaning: Meaning
  /// The name's own text, without quotes, an instance's number and a namespace; half-open byte offsets.
  var range: TextRange
}

/// Finds what the names of a blueprint's scenario file mean: `vm_1.create`, `app->vm.establish`, `backup`.
struct DeployedNames {
  let file: DeployedFile

  init(_ file: DeployedFile) { self.file = file }

  /// Every place of a scenario file where something of the blueprint is named, in document order. Complexity: O(names · nodes).
  func places(in scenarios: ParsedDocument) -> [DeployedPlace] {
    guard scenarios.kind == .scenario else { return [] }
    var result = scenarioMentions(in: scenarios).flatMap { task($0.id, at: $0.range) }
    result += scenarios.workflowNamePlaces.flatMap { workflow(String(scenarios.text[$0.range]), at: $0.range) }
    for document in scenarios.tree.documents {
      let root = document.root
      for entry in root.mergedEntry("inputs")?.value.resolved?.mergedEntries ?? [] {
        result += named("input", entry.key.text, at: entry.key.contentRange)
      }
      result += deployment(root.mergedEntry("deployment")?.value)
      for scenario in root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
        guard let scenario = scenario.resolved else { continue }
        result += deployment(scenario.mergedEntry("deployment")?.value)
        for execution in [scenario]
          + (scenario.mergedEntry("arrivals")?.value.resolved?.items.compactMap(\.resolved) ?? [])
        {
          result += parameters(of: execution)
        }
        guard let checks = scenario.mergedEntry("expect")?.value.resolved?.mergedEntry("check")?.value.resolved else {
          continue
        }
        for check in checks.kind == .sequence ? checks.items.compactMap(\.resolved) : [checks] {
          result += instances(in: check)
        }
      }
    }
    var seen: Set<TextRange> = []
    return result.filter { seen.insert($0.range).inserted }.sorted { $0.range < $1.range }
  }

  /// The states of nodes, and what workflows run, as the scenario finds them.
  private func deployment(_ written: YAMLNode?) -> [DeployedPlace] {
    guard let node = written?.resolved else { return [] }
    var result: [DeployedPlace] = []
    for entry in node.mergedEntry("state")?.value.resolved?.mergedEntries ?? [] where entry.key.kind == .scalar {
      result += task(entry.key.text, at: entry.key.contentRange)
    }
    for entry in node.mergedEntry("workflows")?.value.resolved?.mergedEntries ?? [] where entry.key.kind == .scalar {
      result += workflow(entry.key.text, at: entry.key.contentRange)
      for item in entry.value.resolved?.items ?? [] {
        let tasks = item.resolved?.kind == .sequence ? item.resolved?.items ?? [] : [item]
        for task in tasks.compactMap(\.resolved) where task.kind == .scalar {
          result += self.task(task.text, at: task.contentRange)
        }
      }
    }
    return result
  }

  /// The nodes, instances, groups and types that the parameters of an execution mean, as its workflow declares them.
  private func parameters(of execution: YAMLNode) -> [DeployedPlace] {
    guard let name = execution.mergedEntry("workflow")?.value.locatedText?.value,
      let workflow = file.model.workflow(name)
    else { return [] }
    var result: [DeployedPlace] = []
    for entry in execution.mergedEntry("parameters")?.value.resolved?.mergedEntries ?? [] {
      guard let parameter = workflow.parameters.first(where: { $0.name == entry.key.text }),
        let value = entry.value.resolved
      else { continue }
      for text in value.kind == .sequence ? value.items.compactMap(\.resolved) : [value] where text.kind == .scalar {
        switch parameter.itemType ?? parameter.type {
        case "node_id", "node_instance", "operation_name": result += task(text.text, at: text.contentRange)
        case "node_type": result += named("node type", text.text, at: text.contentRange)
        case "scaling_group": result += named("group", text.text, at: text.contentRange)
        case _ where parameter.name == "scalable_entity_name":
          result += task(text.text, at: text.contentRange) + named("group", text.text, at: text.contentRange)
        default: break
        }
      }
    }
    return result
  }

  /// The instances that a condition reads: `run.outputs.node_instances.vm_1`, `'vm_2' in run.outputs.node_instances`.
  private func instances(in check: YAMLNode) -> [DeployedPlace] {
    guard check.kind == .scalar else { return [] }
    let expression = ParsedExpression(parsing: check.text)
    var result: [DeployedPlace] = []
    func add(_ name: String, _ inner: TextRange) {
      result += task(name, at: check.sourceRange(ofDecoded: inner))
    }
    func isInstances(_ path: [Expression.PathComponent]) -> Bool {
      path.map(\.name) == ["run", "outputs", "node_instances"]
    }
    for path in expression.paths where path.count > 3 && isInstances(Array(path.prefix(3))) {
      add(path[3].name, path[3].style == .key ? path[3].range.insideQuotes : path[3].range)
    }
    expression.visit { id, _ in
      guard case .binary(.contained, let left, let right) = expression[id].kind,
        case .literal(.string(let name)) = expression[left].kind, let path = expression.path(of: right),
        isInstances(path)
      else { return }
      add(name, expression[left].range.insideQuotes)
    }
    return result
  }

  private func named(_ kind: String, _ name: String, at range: TextRange) -> [DeployedPlace] {
    // A text with escapes says its name in other letters.
    guard range.count == name.utf8.count, let found = file.declaration(kind, name) else { return [] }
    return [DeployedPlace(meaning: .name(found.name), range: TextRange(range.start + found.start, range.end))]
  }

  private func workflow(_ name: String, at range: TextRange) -> [DeployedPlace] { named("workflow", name, at: range) }

  /// The parts of the name of a task, an instance or a workflow.
  private func task(_ text: String, at range: TextRange) -> [DeployedPlace] {
    let bytes = Array(text.utf8)
    guard range.count == bytes.count else { return [] }
    guard let source = node(in: bytes, from: 0) else {
      let own = workflow(text, at: range)
      if !own.isEmpty { return own }
      return operation(text, among: file.model.nodes.flatMap(allOperations), owner: nil, at: range)
    }
    var result = named("node", source.node.name, at: TextRange(range.start, range.start + source.node.name.utf8.count))
    var end = source.end
    var owner = source.node.name
    var operations = source.node.operations
    if bytes[end...].starts(with: "->".utf8), let target = node(in: bytes, from: end + 2) {
      let start = range.start + end + 2
      result += named("node", target.node.name, at: TextRange(start, start + target.node.name.utf8.count))
      owner += "->" + target.node.name
      end = target.end
      let between = source.node.relationships.filter {
        file.model.nodes.indices.contains($0.target) && file.model.nodes[$0.target].name == target.node.name
      }
      operations = between.flatMap { $0.sourceOperations + $0.targetOperations }
      for side in [".source.", ".target."] where bytes[end...].starts(with: side.utf8) { end += side.utf8.count - 1 }
    }
    guard end < bytes.count, bytes[end] == 0x2E else { return result }
    let name = String(decoding: bytes[(end + 1)...], as: UTF8.self)
    return result + operation(name, among: operations, owner: owner, at: TextRange(range.start + end + 1, range.end))
  }

  private func operation(
    _ name: String, among operations: [DeploymentOperation], owner: String?, at range: TextRange
  ) -> [DeployedPlace] {
    guard let found = operations.first(where: { $0.fullName == name || $0.name == name }) else { return [] }
    return [DeployedPlace(meaning: .operation(found, owner: owner), range: range)]
  }

  private func allOperations(_ node: DeploymentNode) -> [DeploymentOperation] {
    node.operations + node.relationships.flatMap { $0.sourceOperations + $0.targetOperations }
  }

  /// The node whose name, or that of one of its instances, stands at an offset of a text, and where it ends there; of
  /// several the longest, as `vm_1` may be a node beside `vm`.
  private func node(in text: [UInt8], from start: Int) -> (node: DeploymentNode, end: Int)? {
    var best: (node: DeploymentNode, end: Int)?
    for node in file.model.nodes where text[start...].starts(with: node.name.utf8) {
      let end = start + node.name.utf8.count
      let digits = text[end...].first == 0x5F ? text[(end + 1)...].prefix { (0x30...0x39).contains($0) }.count : 0
      for end in [end, end + 1 + digits] where end <= text.count {
        let rest = text[end...]
        guard rest.isEmpty || rest.first == 0x2E || rest.starts(with: "->".utf8) else { continue }
        if node.name.utf8.count > best?.node.name.utf8.count ?? -1 { best = (node, end) }
      }
    }
    return best
  }
}

extension TextRange {
  /// The text of a string without its quotes.
  fileprivate var insideQuotes: TextRange { count > 1 ? TextRange(start + 1, end - 1) : self }
}
