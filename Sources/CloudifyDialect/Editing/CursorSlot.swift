// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import YAMLSyntax

/// What a cursor is about: the way to the value or mapping that is being written.
struct CursorSlot {
  /// One step of the way.
  enum Part: Hashable {
    case key(String)
    case item(Int)

    var key: String? { if case .key(let name) = self { name } else { nil } }
  }

  /// The way to the value that is being written; nil where no value can stand.
  var value: [Part]?
  /// The way to the mapping that a new key belongs to; nil where no key can stand.
  var mapping: [Part]?
  /// The keys that the mapping has already.
  var present: Set<String> = []
  /// Whether the key under the cursor has its colon already.
  var node: YAMLNode?

  init(_ cursor: CursorContext, offset: Int) {
    node = cursor.node
    switch cursor.place {
    case .comment, .nowhere: return
    case .key:
      if let container = cursor.container, container.kind == .mapping {
        mapping = Self.way(to: container)
        present = Self.keys(of: container, but: cursor.node)
      } else if let owner = cursor.owner {
        mapping = Self.way(to: owner)
      }
    case .value, .text:
      if let container = cursor.container, container.kind == .sequence {
        let position = cursor.node.flatMap { node in container.items.firstIndex { $0.id == node.id } }
        value = Self.way(to: container) + [.item(position ?? container.items.count { $0.range.end <= offset })]
      } else if let container = cursor.container, let key = cursor.key {
        // Above a value that begins below its key, the container is that value already.
        let isOwn = container.enclosingEntry?.key.id == key.id
        value = Self.way(to: container) + (isOwn ? [] : [.key(key.text)])
      } else if let key = cursor.key {
        value = Self.way(to: key.parent) + [.key(key.text)]
      }
      if cursor.mayBeKey, cursor.place == .value {
        if let owner = cursor.owner { mapping = Self.way(to: owner) } else { mapping = value }
      }
    }
    if cursor.place == .key, cursor.mayBeKey, let key = cursor.key, cursor.container == nil {
      value = Self.way(to: key.parent) + [.key(key.text)]
    }
  }

  private static func way(to node: YAMLNode?) -> [Part] {
    (node?.path ?? []).map { part in
      switch part {
      case .key(let name): .key(name)
      case .index(let number): .item(number)
      }
    }
  }

  private static func keys(of mapping: YAMLNode, but node: YAMLNode?) -> Set<String> {
    Set(mapping.entries.filter { $0.key.id != node?.id && $0.key.kind == .scalar }.map { $0.key.text })
  }
}
