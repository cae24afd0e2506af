// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// One step of a path such as `steps.plan.outputs["x"]`.
package struct PathComponent: Sendable, Hashable {
  /// How the step is written.
  package enum Style: Sendable, Hashable {
    /// The name the path starts with.
    case root
    /// `.name`, `.?name`.
    case field
    /// `["name"]`, `[?"name"]`.
    case key
  }

  /// The name or the string key; empty where it is still to be written.
  package let name: String
  /// Where: the name, or the string literal with its quotes.
  package let range: TextRange
  /// How it is written.
  package let style: Style
  /// Whether it is an optional selection.
  package let isOptional: Bool
  /// The node that ends with this component.
  package let id: ExpressionID
}

extension ParsedExpression {
  /// The path a node is, when it is nothing but a name with selections and string keys behind it: root first.
  package func path(of id: ExpressionID) -> [PathComponent]? {
    var components: [PathComponent] = []
    var id = id
    while true {
      let node = self[id]
      switch node.kind {
      case .identifier(let name, _):
        components.append(
          PathComponent(name: name, range: node.nameRange, style: .root, isOptional: false, id: id))
        components.reverse()
        return components
      case .select(let operand, let field, let isOptional):
        components.append(
          PathComponent(name: field, range: node.nameRange, style: .field, isOptional: isOptional, id: id))
        id = operand
      case .index(let operand, let index, let isOptional):
        guard case .literal(.string(let key)) = self[index].kind else { return nil }
        components.append(
          PathComponent(name: key, range: self[index].range, style: .key, isOptional: isOptional, id: id))
        id = operand
      default: return nil
      }
    }
  }

  /// Every longest path of the expression: `steps.plan.outputs.x` once, not also `steps.plan`. In the order of the
  /// text; the operand of a call behind a path is one too. Complexity: O(n).
  ///
  /// A local variable of a macro is a root like any other here; `variablesInScope(at:)` tells them apart.
  package var paths: [[PathComponent]] {
    // After an error there may be nodes that the tree does not hold.
    problems.isEmpty ? pathsOfAllNodes : pathsOfTree
  }

  /// The paths among all nodes, in one pass: children stand before their parents.
  private var pathsOfAllNodes: [[PathComponent]] {
    var isPath = [Bool](repeating: false, count: nodes.count)
    var isPart = isPath
    for index in nodes.indices {
      switch nodes[index].kind {
      case .identifier: isPath[index] = true
      case .select(let operand, _, _):
        isPath[index] = isPath[Int(operand)]
        isPart[Int(operand)] = true
      case .index(let operand, let key, _):
        guard isPath[Int(operand)], case .literal(.string) = nodes[Int(key)].kind else { continue }
        isPath[index] = true
        isPart[Int(operand)] = true
      case .macro(let call):
        for variable in call.variables { isPart[Int(variable.id)] = true }
      default: break
      }
    }
    var found: [[PathComponent]] = []
    for index in nodes.indices where isPath[index] && !isPart[index] {
      if let path = path(of: ExpressionID(index)) { found.append(path) }
    }
    guard found.count > 1 else { return found }
    return found.sorted { ($0.first?.range.start ?? 0) < ($1.first?.range.start ?? 0) }
  }

  /// The paths of the nodes below the root; slower, and right for a broken expression too.
  package var pathsOfTree: [[PathComponent]] {
    var found: [[PathComponent]] = []
    visit { id, parent in
      switch self[id].kind {
      case .identifier, .select, .index:
        if let parent, isPathStep(parent, over: id) { return }
        if let parent, case .macro(let call) = self[parent].kind, call.variables.contains(where: { $0.id == id }) {
          return
        }
        if let path = path(of: id) { found.append(path) }
      default: break
      }
    }
    guard found.count > 1 else { return found }
    return found.sorted { ($0.first?.range.start ?? 0) < ($1.first?.range.start ?? 0) }
  }

  /// Whether `path(of:)` gives one.
  private func isPath(_ id: ExpressionID) -> Bool {
    var id = id
    while true {
      switch self[id].kind {
      case .identifier: return true
      case .select(let operand, _, _): id = operand
      case .index(let operand, let index, _):
        guard case .literal(.string) = self[index].kind else { return false }
        id = operand
      default: return false
      }
    }
  }

  private func isPathStep(_ parent: ExpressionID, over id: ExpressionID) -> Bool {
    switch self[parent].kind {
    case .select(let operand, _, _): return operand == id && isPath(parent)
    case .index(let operand, _, _): return operand == id && isPath(parent)
    default: return false
    }
  }
}
