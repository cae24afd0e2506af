// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The identity of a node in its tree: its index in pre-order.
@usableFromInline
package struct NodeID: Hashable, Sendable, Comparable {
  /// The index in pre-order.
  @usableFromInline
  package let rawValue: UInt32

  /// Makes an identity from an index.
  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Document order.
  @inlinable
  package static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}

/// What a node is.
@usableFromInline
package enum NodeKind: UInt8, Hashable, Sendable {
  /// A text, number, boolean or nothing at all.
  case scalar
  /// A list.
  case sequence
  /// Keys with values.
  case mapping
  /// `*name`.
  case alias

  /// Compares the numbers: written out, since other modules reach the derived operator through a table.
  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}

/// How a node is written.
@usableFromInline
package enum NodeStyle: UInt8, Hashable, Sendable {
  /// A scalar without quotes, perhaps empty.
  case plain
  /// `'…'`.
  case singleQuoted
  /// `"…"`.
  case doubleQuoted
  /// `|`.
  case literal
  /// `>`.
  case folded
  /// A collection by indentation.
  case block
  /// `[…]` or `{…}`.
  case flow

  /// Compares the numbers: written out, since other modules reach the derived operator through a table.
  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}

/// One node of the arena: 32 bytes, in pre-order. Inlinable where other modules read it through `YAMLNode`.
@usableFromInline
struct NodeRecord: Sendable {
  @usableFromInline var kind: NodeKind
  @usableFromInline var style: NodeStyle
  @usableFromInline var flags: NodeFlags
  /// Byte offsets of the node's own text: quotes, brackets and block indicators included, tag and anchor not.
  @usableFromInline var start: UInt32
  @usableFromInline var end: UInt32
  @usableFromInline var parent: UInt32
  /// The index behind the node's last descendant.
  @usableFromInline var subtreeEnd: UInt32
  /// A scalar's text: start and end in the source, or in the side buffer with `NodeFlags.decoded`.
  /// An alias: the node it names, or `UInt32.max`. A collection: the number of its children.
  @usableFromInline var payload: UInt32
  @usableFromInline var payloadEnd: UInt32
}

@usableFromInline
struct NodeFlags: OptionSet, Sendable {
  @usableFromInline let rawValue: UInt8

  @inlinable
  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The scalar's text differs from its source and stands in the side buffer.
  @inlinable static var decoded: NodeFlags { NodeFlags(rawValue: 1) }
  /// The node has an anchor or a tag, found in the tree's table of properties.
  @inlinable static var hasProperties: NodeFlags { NodeFlags(rawValue: 2) }
  /// The node holds text that a repair invented or changed.
  @inlinable static var repaired: NodeFlags { NodeFlags(rawValue: 4) }
  /// The scalar's text holds `${{`.
  @inlinable static var interpolated: NodeFlags { NodeFlags(rawValue: 8) }
  /// The collection stands in brackets, and a repair guessed what is in it.
  @inlinable static var guessed: NodeFlags { NodeFlags(rawValue: 16) }
}

/// A node's anchor and tag.
package struct NodeProperties: Hashable, Sendable {
  /// The anchor's name, without `&`.
  package var anchor: String?
  /// The bytes of `&name`.
  package var anchorRange: TextRange?
  /// The tag, resolved as libyaml gives it (`tag:yaml.org,2002:str`).
  package var tag: String?
  /// The bytes of the tag.
  package var tagRange: TextRange?
}

/// A node with the tree that holds it: the view through which all readers see a document.
///
/// Costs one reference; equality is identity within one tree.
@usableFromInline
package struct YAMLNode: Sendable {
  /// The tree.
  @usableFromInline
  package let tree: YAMLTree
  /// The node's identity in it.
  @usableFromInline
  package let id: NodeID

  @inlinable
  init(_ tree: YAMLTree, _ id: UInt32) {
    self.tree = tree
    self.id = NodeID(rawValue: id)
  }

  @inlinable var record: NodeRecord { tree.records[Int(id.rawValue)] }

  /// What the node is.
  @inlinable
  package var kind: NodeKind { record.kind }
  /// How it is written.
  @inlinable
  package var style: NodeStyle { record.style }
  /// Its own text: with quotes, brackets or block indicator, without tag and anchor; a block collection ends with its
  /// last child. An empty value is an empty range behind its key's colon or its dash.
  package var range: TextRange { TextRange(Int(record.start), Int(record.end)) }
  /// Whether a repair invented or changed text of this very node.
  @inlinable
  package var isRepaired: Bool { record.flags.contains(.repaired) }
  /// Whether a repair guessed what belongs to this very collection in brackets: where it ends, or where an entry does.
  @inlinable
  package var isGuessed: Bool { record.flags.contains(.guessed) }
  /// Whether what the node is follows from such a guess: it is the collection itself, a key of it, or a value that the
  /// repair touched or left empty. The parser tells of the one mistake.
  package var followsGuess: Bool {
    if isGuessed { return true }
    guard let parent, parent.isGuessed else { return false }
    return isRepaired || range.isEmpty || kind == .scalar && parent.kind == .mapping && enclosingEntry?.key.id == id
  }
  /// The collection or document that holds it; nil for a document's root.
  package var parent: YAMLNode? {
    record.parent == UInt32.max ? nil : YAMLNode(tree, record.parent)
  }

  @inlinable
  var hasProperties: Bool { record.flags.contains(.hasProperties) }

  /// Anchor and tag, where there are any. Complexity: O(log p) for p nodes with properties.
  package var properties: NodeProperties? {
    record.flags.contains(.hasProperties) ? tree.properties(of: id.rawValue) : nil
  }

  /// The number of items or entries of a collection; 0 for others.
  @inlinable
  package var count: Int {
    switch record.kind {
    case .sequence: Int(record.payload)
    case .mapping: Int(record.payload) / 2
    case .scalar, .alias: 0
    }
  }

  /// Whether it is an empty collection, or a scalar without a byte of source.
  package var isEmpty: Bool { kind == .scalar ? range.isEmpty : count == 0 }

  /// The node that an alias stands for, followed over at most 64 aliases; itself for others, nil for an unknown alias.
  @inlinable
  package var resolved: YAMLNode? {
    var current = id.rawValue
    for _ in 0..<64 {
      let record = tree.records[Int(current)]
      guard record.kind == .alias else { return YAMLNode(tree, current) }
      guard record.payload != UInt32.max else { return nil }
      current = record.payload
    }
    return nil
  }
}

extension YAMLNode: Hashable {
  /// Whether both are one node of one tree.
  @inlinable
  package static func == (left: YAMLNode, right: YAMLNode) -> Bool { left.id == right.id && left.tree === right.tree }
  /// Hashes the identity.
  @inlinable
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

// MARK: - Scalars

extension YAMLNode {
  /// The bytes of a scalar's decoded text, without a copy. Empty for other nodes.
  @inlinable
  package var textBytes: ArraySlice<UInt8> {
    let record = record
    guard record.kind == .scalar else { return [] }
    let low = Int(record.payload)
    let high = Int(record.payloadEnd)
    return record.flags.contains(.decoded) ? tree.decodedText[low..<high] : tree.parsedBytes[low..<high]
  }

  /// The first byte of a scalar's decoded text, without a slice; nil for an empty text and for other nodes.
  @inlinable
  package var firstTextByte: UInt8? {
    let record = record
    guard record.kind == .scalar, record.payload < record.payloadEnd else { return nil }
    return record.flags.contains(.decoded)
      ? tree.decodedText[Int(record.payload)] : tree.parsedBytes[Int(record.payload)]
  }

  /// The number of bytes of a scalar's decoded text.
  @inlinable
  package var textByteCount: Int {
    let record = record
    return record.kind == .scalar ? Int(record.payloadEnd) - Int(record.payload) : 0
  }

  /// Whether a scalar's text is its content's bytes as they are: no escape, no folding, no repair.
  var isSourceSlice: Bool {
    let record = record
    return record.kind == .scalar && record.flags.isDisjoint(with: [.decoded, .repaired])
      && Int(record.payloadEnd) - Int(record.payload) == contentRange.count
  }

  /// A scalar's decoded text; for an alias the name behind the star; empty for collections.
  package var text: String {
    if kind == .alias { return String(tree.source[TextRange(range.start + 1, range.end)]) }
    return withTextBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the bytes of a scalar's decoded text, which must not leave it; with none for other nodes.
  /// Counts no reference, as `textBytes` does.
  @inlinable
  package func withTextBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let record = record
    guard record.kind == .scalar else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let range = Int(record.payload)..<Int(record.payloadEnd)
    if record.flags.contains(.decoded) {
      return tree.decodedText.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
    return tree.parsedBytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Whether a scalar's text holds `${{`.
  @inlinable
  package var holdsInterpolation: Bool { record.flags.contains(.interpolated) }

  /// Whether a scalar's decoded text equals `other`, without making a string.
  package func textEquals(_ other: StaticString) -> Bool {
    guard textByteCount == other.utf8CodeUnitCount else { return false }
    let wanted = UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
    return withTextBytes { $0.elementsEqual(wanted) }
  }

  /// The text of a scalar inside its quotes; the whole text of other styles. A quote that a repair closed has none at
  /// its end.
  package var contentRange: TextRange {
    let range = range
    guard style == .singleQuoted || style == .doubleQuoted, !range.isEmpty else { return range }
    let quote: UInt8 = style == .singleQuoted ? 0x27 : 0x22
    let bytes = tree.source.bytes
    guard range.end <= bytes.count, bytes[range.start] == quote else { return range }
    let isClosed = range.count >= 2 && bytes[range.end - 1] == quote
    return TextRange(range.start + 1, isClosed ? range.end - 1 : range.end)
  }
}

// MARK: - Collections

/// A key with its value.
@usableFromInline
package struct MappingEntry: Sendable {
  /// The key.
  @usableFromInline
  package let key: YAMLNode
  /// The value.
  @usableFromInline
  package let value: YAMLNode

  @usableFromInline
  init(key: YAMLNode, value: YAMLNode) {
    self.key = key
    self.value = value
  }

  /// From the key's first byte to the value's last.
  package var range: TextRange { key.range.union(value.range) }
}

/// The children of a collection, in document order, without an allocation.
@usableFromInline
package struct NodeChildren: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let tree: YAMLTree
  @usableFromInline var nextIndex: UInt32
  @usableFromInline let endIndex: UInt32

  @inlinable
  init(_ tree: YAMLTree, of parent: UInt32) {
    self.tree = tree
    let record = tree.records[Int(parent)]
    nextIndex = parent + 1
    endIndex = record.subtreeEnd
  }

  /// The next child.
  @inlinable
  package mutating func next() -> YAMLNode? {
    guard nextIndex < endIndex else { return nil }
    let node = YAMLNode(tree, nextIndex)
    nextIndex = tree.records[Int(nextIndex)].subtreeEnd
    return node
  }
}

/// The entries of a mapping, in document order, without an allocation.
@usableFromInline
package struct MappingEntries: Sequence, IteratorProtocol, Sendable {
  @usableFromInline var children: NodeChildren

  @inlinable
  init(_ children: NodeChildren) { self.children = children }

  /// The next entry.
  @inlinable
  package mutating func next() -> MappingEntry? {
    guard let key = children.next(), let value = children.next() else { return nil }
    return MappingEntry(key: key, value: value)
  }
}

extension YAMLNode {
  /// All children: a sequence's items; a mapping's keys and values in turn.
  @inlinable
  package var children: NodeChildren { NodeChildren(tree, of: id.rawValue) }
  /// A sequence's items; nothing for other nodes.
  package var items: [YAMLNode] { kind == .sequence ? Array(children) : [] }
  /// A mapping's entries as they are written; nothing for other nodes.
  @inlinable
  package var entries: MappingEntries {
    MappingEntries(NodeChildren(tree, of: id.rawValue, onlyIf: .mapping))
  }

  /// The value of the first entry whose key has this text, or nil. Complexity: O(entries).
  package subscript(key: StaticString) -> YAMLNode? { entry(key)?.value }

  /// The first entry whose key has this text, or nil. Complexity: O(entries).
  package func entry(_ key: StaticString) -> MappingEntry? {
    // By records alone: a node for each key would count references to the tree all along.
    let wanted = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    return tree.records.withUnsafeBufferPointer { records -> MappingEntry? in
      let mapping = records[Int(id.rawValue)]
      guard mapping.kind == .mapping else { return nil }
      var next = id.rawValue &+ 1
      while next < mapping.subtreeEnd {
        let record = records[Int(next)]
        let value = record.subtreeEnd
        guard value < mapping.subtreeEnd else { return nil }
        if record.kind == .scalar, Int(record.payloadEnd) - Int(record.payload) == wanted.count {
          let text = record.flags.contains(.decoded) ? tree.decodedText : tree.parsedBytes
          let start = Int(record.payload)
          if wanted.indices.allSatisfy({ text[start &+ $0] == wanted[$0] }) {
            return MappingEntry(key: YAMLNode(tree, next), value: YAMLNode(tree, value))
          }
        }
        next = records[Int(value)].subtreeEnd
      }
      return nil
    }
  }

  /// The first entry whose key has this text, or nil. Complexity: O(entries).
  package func entry(named key: String) -> MappingEntry? {
    for entry in entries where entry.key.kind == .scalar && entry.key.textBytes.elementsEqual(key.utf8) { return entry }
    return nil
  }
}

extension NodeChildren {
  @inlinable
  init(_ tree: YAMLTree, of parent: UInt32, onlyIf kind: NodeKind) {
    self.init(tree, of: parent)
    if tree.records[Int(parent)].kind != kind { nextIndex = endIndex }
  }
}
