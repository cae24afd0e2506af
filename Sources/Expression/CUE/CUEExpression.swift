// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// An expression of CUE as far as conditions use it; ranges are byte offsets into the decoded text.
package struct CUEExpression: Sendable {
  /// What a node is; other nodes by their index.
  package enum Kind: Sendable {
    /// A name.
    case name(String)
    /// `base.name`.
    case selection(base: Int, name: String, nameRange: TextRange)
    /// `base[index]`.
    case index(base: Int, index: Int)
    /// `callee(arguments)`.
    case call(callee: Int, arguments: [Int])
    /// A text.
    case text(String)
    /// A number as written.
    case number(String)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`.
    case null
    /// `!a`, `-a`, `>3`.
    case unary(String, Int)
    /// `a && b`.
    case binary(String, Int, Int)
  }

  /// One node.
  package struct Node: Sendable {
    /// What it is.
    package var kind: Kind
    /// Its text.
    package var range: TextRange
  }

  /// Where a text stops to be an expression of any CUE.
  package struct Problem: Sendable {
    /// Its place.
    package var range: TextRange
    /// What is wrong.
    package var message: String
  }

  /// All nodes, operands before what holds them.
  package var nodes: [Node] = []
  /// The whole expression; nil where there is none, or where it uses more of CUE than is read here.
  package var root: Int?
  /// What is certainly wrong.
  package var problem: Problem?

  /// The node of an index.
  package subscript(index: Int) -> Node? { nodes.indices.contains(index) ? nodes[index] : nil }

  /// A path of fixed names, as `status.a.failed` and `status["a"].failed` both have it; nil for other nodes.
  package func path(_ index: Int) -> [(name: String, range: TextRange)]? {
    var result: [(name: String, range: TextRange)] = []
    var current = index
    for _ in 0..<64 {
      guard let node = self[current] else { return nil }
      switch node.kind {
      case .name(let name):
        result.append((name, node.range))
        return result.reversed()
      case .selection(let base, let name, let range):
        result.append((name, range))
        current = base
      case .index(let base, let key):
        guard let key = self[key], case .text(let name) = key.kind else { return nil }
        result.append((name, key.range))
        current = base
      default: return nil
      }
    }
    return nil
  }

  /// The fixed start of a chain of selections, whatever comes behind it: `inputs.a[0].b` gives `inputs`, `a`.
  package func fixedStart(_ index: Int) -> [(name: String, range: TextRange)] {
    var current = index
    for _ in 0..<64 {
      if let path = path(current) { return path }
      guard let node = self[current] else { return [] }
      switch node.kind {
      case .selection(let base, _, _), .index(let base, _): current = base
      default: return []
      }
    }
    return []
  }

  /// The chains of selections that are part of no longer one, and the names that stand alone.
  package var chains: [Int] {
    var inner: Set<Int> = []
    for node in nodes {
      switch node.kind {
      case .selection(let base, _, _), .index(let base, _): inner.insert(base)
      case .call(let callee, _): inner.insert(callee)
      default: break
      }
    }
    return nodes.indices.filter { index in
      guard !inner.contains(index) else { return false }
      switch nodes[index].kind {
      case .name, .selection, .index: return true
      default: return false
      }
    }
  }
}
