// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The names of what a deployment runs, as scenarios write them and as output shows them.
///
/// A node's operation is `vm_1.cloudify.interfaces.lifecycle.create`, one of a relationship
/// `app_1->vm_1.source.cloudify.interfaces.relationship_lifecycle.establish`.
package enum DeploymentNames {
  /// The names that mean an operation, the most exact first; the first is its own, the second the short one.
  ///
  /// - Parameters:
  ///   - instance: the instance, `vm_1` or `app_1->vm_1`.
  ///   - node: the node, `vm` or `app->vm`.
  ///   - side: `source` or `target`; nil for a node's operation.
  package static func all(
    instance: String, node: String, side: String?, _ operation: DeploymentOperation
  ) -> [String] {
    let full = operation.fullName
    let short = operation.name
    guard let side else {
      return ["\(instance).\(full)", "\(instance).\(short)", "\(node).\(full)", "\(node).\(short)", full, short]
    }
    var result: [String] = []
    for owner in [instance, node] {
      result += ["\(owner).\(side).\(full)", "\(owner).\(side).\(short)", "\(owner).\(full)", "\(owner).\(short)"]
    }
    return result + [full, short]
  }
}

extension DeploymentModel {
  /// What workflows may run, as coverage counts it: each node's operations, each relationship's, and each workflow that is
  /// not the product's own, with the places in the main file. Agents are the product's business.
  package var coverableNames: [(name: String, range: TextRange?)] {
    var result: [(name: String, range: TextRange?)] = []
    var known: Set<String> = []
    for node in nodes {
      for operation in node.operations where operation.interface != "cloudify.interfaces.cloudify_agent" {
        result.append(("\(node.name).\(operation.fullName)", operation.range ?? node.nameRange))
      }
      for relationship in node.relationships where nodes.indices.contains(relationship.target) {
        let pair = "\(node.name)->\(nodes[relationship.target].name)"
        for (side, operations) in [
          ("source", relationship.sourceOperations), ("target", relationship.targetOperations),
        ] {
          for operation in operations {
            let name = "\(pair).\(side).\(operation.fullName)"
            if known.insert(name).inserted { result.append((name, operation.range ?? node.nameRange)) }
          }
        }
      }
    }
    for workflow in workflows where workflow.builtIn == nil { result.append((workflow.name, workflow.range)) }
    return result
  }
}

extension DeploymentModel {
  /// Whether a name means an operation or a workflow of the deployment, of one instance or of all.
  package func knows(_ name: String) -> Bool {
    if workflows.contains(where: { $0.name == name }) { return true }
    return nodes.contains { node in
      if node.operations.contains(where: { Self.means(name, node.name, nil, nil, $0) }) { return true }
      return node.relationships.contains { relationship in
        guard nodes.indices.contains(relationship.target) else { return false }
        let target = nodes[relationship.target].name
        return relationship.sourceOperations.contains { Self.means(name, node.name, target, "source", $0) }
          || relationship.targetOperations.contains { Self.means(name, node.name, target, "target", $0) }
      }
    }
  }

  /// Whether a pattern with `*` for any text means an operation or a workflow.
  package func knows(pattern matches: (String) -> Bool) -> Bool {
    if workflows.contains(where: { matches($0.name) }) { return true }
    return nodes.contains { node in
      let own = "\(node.name)_1"
      if node.operations.contains(where: {
        DeploymentNames.all(instance: own, node: node.name, side: nil, $0).contains(where: matches)
      }) {
        return true
      }
      return node.relationships.contains { relationship in
        guard nodes.indices.contains(relationship.target) else { return false }
        let target = nodes[relationship.target].name
        return [("source", relationship.sourceOperations), ("target", relationship.targetOperations)].contains {
          side, list in
          list.contains { operation in
            DeploymentNames.all(
              instance: "\(own)->\(target)_1", node: "\(node.name)->\(target)", side: side, operation
            ).contains(where: matches)
          }
        }
      }
    }
  }

  private static func means(
    _ name: String, _ source: String, _ target: String?, _ side: String?, _ operation: DeploymentOperation
  ) -> Bool {
    if name == operation.fullName || name == operation.name { return true }
    guard name.hasPrefix(source) else { return false }
    var rest = afterNumber(name.utf8.dropFirst(source.utf8.count))
    if let target, let side {
      guard let left = rest, left.starts(with: "->".utf8) else { return false }
      let behind = left.dropFirst(2)
      guard behind.starts(with: target.utf8) else { return false }
      rest = afterNumber(behind.dropFirst(target.utf8.count))
      if let left = rest, left.starts(with: ".\(side)".utf8) { rest = left.dropFirst(side.utf8.count + 1) }
    }
    guard let rest, rest.first == 0x2E else { return false }
    return rest.dropFirst().elementsEqual(operation.fullName.utf8)
      || rest.dropFirst().elementsEqual(operation.name.utf8)
  }

  /// What stands behind `_12`, or all of it where no such number stands there.
  private static func afterNumber(_ text: Substring.UTF8View) -> Substring.UTF8View? {
    guard text.first == 0x5F else { return text }
    let rest = text.dropFirst().drop { (0x30...0x39).contains($0) }
    return rest.count < text.count - 1 ? rest : text
  }
}
