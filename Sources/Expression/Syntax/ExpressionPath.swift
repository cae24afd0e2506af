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
    guard let count = pathLength(of: id) else { return nil }
    var components: [PathComponent] = []
    components.reserveCapacity(count)
    appendPath(of: id, to: &components)
    return components
  }

  /// The number of components of the path that a node is; nil for a node that is none.
  private func pathLength(of id: ExpressionID) -> Int? {
    var id = id
    var count = 1
    while Int(id) < nodes.count {
      switch nodes[Int(id)].kind {
      case .identifier: return count
      case .select(let operand, _, _): id = operand
      case .index(let operand, let index, _):
        guard case .literal(.string) = self[index].kind else { return nil }
        id = operand
      default: return nil
      }
      count += 1
    }
    return nil
  }

  /// Appends the path that a node is, root first.
  private func appendPath(of id: ExpressionID, to components: inout [PathComponent]) {
    switch nodes[Int(id)].kind {
    case .identifier(let name, _):
      components.append(
        PathComponent(name: name, range: nodes[Int(id)].nameRange, style: .root, isOptional: false, id: id))
    case .select(let operand, let field, let isOptional):
      appendPath(of: operand, to: &components)
      components.append(
        PathComponent(name: field, range: nodes[Int(id)].nameRange, style: .field, isOptional: isOptional, id: id))
    case .index(let operand, let index, let isOptional):
      appendPath(of: operand, to: &components)
      guard case .literal(.string(let key)) = nodes[Int(index)].kind else { return }
      components.append(
        PathComponent(name: key, range: nodes[Int(index)].range, style: .key, isOptional: isOptional, id: id))
    default: break
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
    // The most usual expression is nothing but a path.
    if let root, let path = path(of: root) { return [path] }
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
