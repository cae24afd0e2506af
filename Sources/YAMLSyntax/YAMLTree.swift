// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A comment: from `#` to the end of its line, without the line break.
package struct Comment: Hashable, Sendable {
  /// The comment's bytes, `#` included.
  package var range: TextRange
  /// Whether nothing but blanks stands before it on its line.
  package var isOwnLine: Bool
}

/// One document of a stream.
package struct YAMLDocument: Sendable {
  /// The root node; a document without content has an empty scalar.
  package let root: YAMLNode
  /// From the document's start (after the `---` of the one before it) to its end.
  package let range: TextRange

  /// A document, or the part of one that is looked at for itself.
  package init(root: YAMLNode, range: TextRange) {
    self.root = root
    self.range = range
  }
}

/// A file's documents as an arena of nodes with exact ranges, its comments and what was wrong with it.
///
/// Immutable and shared: all readers hold the same one.
@usableFromInline
package final class YAMLTree: Sendable {
  /// The file's text.
  package let source: SourceText
  /// What the file's syntax is wrong in; a tree stands in spite of it.
  package let problems: [SyntaxProblem]
  /// All comments in order.
  package let comments: [Comment]

  @usableFromInline let records: ContiguousArray<NodeRecord>
  let roots: [DocumentRecord]
  /// The bytes that plain slices refer to: the source's own, unless it was repaired.
  @usableFromInline let parsedBytes: [UInt8]
  /// Decoded text of scalars that are not a slice of the source.
  @usableFromInline let decodedText: [UInt8]
  /// Whether a plain `<<` stands anywhere: without one, no mapping has entries but its own.
  package let hasMergeKeys: Bool
  let propertyNodes: [UInt32]
  let propertyValues: [NodeProperties]

  init(
    source: SourceText, parsedBytes: [UInt8], parts: TreeParts, comments: [Comment], problems: [SyntaxProblem]
  ) {
    self.source = source
    self.records = parts.records
    hasMergeKeys = parts.records.contains { record in
      record.payloadEnd &- record.payload == 2 && record.kind == .scalar && record.style == .plain
        && (record.flags.contains(.decoded)
          ? parts.decodedText[Int(record.payload)] == 0x3C : parsedBytes[Int(record.payload)] == 0x3C)
    }
    self.roots = parts.documents
    self.parsedBytes = parsedBytes
    self.decodedText = parts.decodedText
    self.propertyNodes = parts.propertyNodes
    self.propertyValues = parts.propertyValues
    self.comments = comments
    self.problems = problems
  }

  /// The documents in order; at least one, unless the file holds nothing but comments and blanks.
  package var documents: [YAMLDocument] {
    roots.map { YAMLDocument(root: YAMLNode(self, $0.root), range: TextRange(Int($0.start), Int($0.end))) }
  }

  /// All aliases, in document order. Complexity: O(nodes).
  package var aliases: [YAMLNode] {
    records.indices.filter { records[$0].kind == .alias }.map { YAMLNode(self, UInt32($0)) }
  }

  /// The number of nodes.
  @inlinable
  package var nodeCount: Int { records.count }

  /// The node of an identity of this tree; nil for one of another, larger tree.
  @inlinable
  package func node(_ id: NodeID) -> YAMLNode? {
    Int(id.rawValue) < records.count ? YAMLNode(self, id.rawValue) : nil
  }

  /// Anchor and tag of a node by binary search.
  func properties(of id: UInt32) -> NodeProperties? {
    var low = 0
    var high = propertyNodes.count
    while low < high {
      let middle = (low + high) / 2
      if propertyNodes[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < propertyNodes.count && propertyNodes[low] == id ? propertyValues[low] : nil
  }

  /// The smallest node that touches `offset`; behind or before all of a document's nodes its root, where that is a
  /// collection; nil outside all documents. Complexity: O(log n + depth).
  package func node(at offset: Int) -> YAMLNode? {
    guard let document = documentRecord(at: offset) else { return nil }
    // Starts never decrease in pre-order: the last node that starts at or before the offset, or one of its ancestors.
    var low = Int(document.root)
    var high = records.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(records[middle].start) <= offset { low = middle } else { high = middle }
    }
    var current = UInt32(low)
    while current != UInt32.max, Int(current) < records.count {
      let record = records[Int(current)]
      if Int(record.start) <= offset, offset <= Int(record.end) { return YAMLNode(self, current) }
      current = record.parent
    }
    let root = YAMLNode(self, document.root)
    return root.kind == .scalar || root.kind == .alias ? nil : root
  }

  /// The document whose bytes hold `offset`; the last one for the text's end. Complexity: O(log documents).
  func documentRecord(at offset: Int) -> DocumentRecord? {
    var low = 0
    var high = roots.count
    while low < high {
      let middle = (low + high) / 2
      if Int(roots[middle].start) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? roots[low - 1] : nil
  }

  /// The comments inside a range. Complexity: O(log n + k).
  package func comments(in range: TextRange) -> ArraySlice<Comment> {
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].range.start < range.start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < comments.count, comments[end].range.end <= range.end { end += 1 }
    return comments[low..<end]
  }
}
