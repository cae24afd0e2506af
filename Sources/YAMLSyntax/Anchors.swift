// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// An anchor of a file.
package struct Anchor: Sendable {
  /// The name, without `&`.
  package var name: String
  /// The bytes of `&name`.
  package var range: TextRange
  /// The node that it marks.
  package var node: YAMLNode
  /// Whether an alias names it.
  package var isUsed: Bool
}

extension YAMLTree {
  /// All anchors in document order. Complexity: O(nodes) where there is an anchor.
  package var anchors: [Anchor] {
    guard propertyValues.contains(where: { $0.anchor != nil }) else { return [] }
    var used: Set<UInt32> = []
    for record in records where record.kind == .alias && record.payload != UInt32.max { used.insert(record.payload) }
    var result: [Anchor] = []
    for (node, properties) in zip(propertyNodes, propertyValues) {
      guard let name = properties.anchor, let range = properties.anchorRange else { continue }
      result.append(Anchor(name: name, range: range, node: YAMLNode(self, node), isUsed: used.contains(node)))
    }
    return result
  }
}
