// SPDX-License-Identifier: Apache-2.0

/// One step from a collection to a node inside it.
package enum PathComponent: Hashable, Sendable {
  /// The value of the entry with this key.
  case key(String)
  /// The item with this number, from 0.
  case index(Int)
}

extension PathComponent: CustomStringConvertible {
  /// The key, or the number in brackets.
  package var description: String {
    switch self {
    case .key(let name): name
    case .index(let number): "[\(number)]"
    }
  }
}

extension YAMLNode {
  /// Whether the node is a key of a mapping. Complexity: O(earlier siblings).
  package var isKey: Bool {
    guard let parent, parent.kind == .mapping else { return false }
    return parent.position(of: self).map { $0 % 2 == 0 } ?? false
  }

  /// The entry that holds this node as its key or its value; nil for items and roots. Complexity: O(earlier siblings).
  package var enclosingEntry: MappingEntry? {
    guard let parent, parent.kind == .mapping else { return nil }
    for entry in parent.entries where entry.key.id == id || entry.value.id == id { return entry }
    return nil
  }

  /// The number of children before `child`.
  private func position(of child: YAMLNode) -> Int? {
    for (position, candidate) in children.enumerated() where candidate.id == child.id { return position }
    return nil
  }

  /// The way from the document's root to this node; a key has its value's. A key that is no scalar counts as an index.
  ///
  /// Complexity: O(depth · fan-out).
  package var path: [PathComponent] {
    var result: [PathComponent] = []
    var current = self
    while let parent = current.parent {
      guard let position = parent.position(of: current) else { break }
      if parent.kind == .mapping, let key = current.enclosingEntry?.key, key.kind == .scalar {
        result.append(.key(key.text))
      } else {
        result.append(.index(parent.kind == .mapping ? position / 2 : position))
      }
      current = parent
    }
    return result.reversed()
  }

  /// The node at a way from this one, aliases on it followed; nil where it leads nowhere.
  package func node(atPath path: some Sequence<PathComponent>) -> YAMLNode? {
    var current = self
    for component in path {
      guard let collection = current.resolved else { return nil }
      switch component {
      case .key(let name):
        guard let entry = collection.entry(named: name) else { return nil }
        current = entry.value
      case .index(let number):
        guard number >= 0, number < collection.count else { return nil }
        let position = collection.kind == .sequence ? number : 2 * number + 1
        let next = collection.children.enumerated().first { $0.offset == position }?.element
        guard let next else { return nil }
        current = next
      }
    }
    return current
  }
}

extension YAMLTree {
  /// The node at a way from the root of a document; nil where it leads nowhere.
  package func node(atPath path: some Sequence<PathComponent>, document: Int = 0) -> YAMLNode? {
    guard document >= 0, document < roots.count else { return nil }
    return YAMLNode(self, roots[document].root).node(atPath: path)
  }
}
