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
}

/// A file's documents as an arena of nodes with exact ranges, its comments and what was wrong with it.
///
/// Immutable and shared: all readers hold the same one.
package final class YAMLTree: Sendable {
  /// The file's text.
  package let source: SourceText
  /// What the file's syntax is wrong in; a tree stands in spite of it.
  package let problems: [SyntaxProblem]
  /// All comments in order.
  package let comments: [Comment]

  let records: ContiguousArray<NodeRecord>
  let roots: [(node: UInt32, range: TextRange)]
  /// The bytes that plain slices refer to: the source's own.
  let parsedBytes: [UInt8]
  /// Decoded text of scalars that are not a slice of the source.
  let decodedText: [UInt8]
  let propertyNodes: [UInt32]
  let propertyValues: [NodeProperties]

  init(
    source: SourceText, records: ContiguousArray<NodeRecord>, roots: [(node: UInt32, range: TextRange)],
    decodedText: [UInt8], propertyNodes: [UInt32], propertyValues: [NodeProperties], comments: [Comment],
    problems: [SyntaxProblem]
  ) {
    self.source = source
    self.records = records
    self.roots = roots
    self.parsedBytes = source.bytes
    self.decodedText = decodedText
    self.propertyNodes = propertyNodes
    self.propertyValues = propertyValues
    self.comments = comments
    self.problems = problems
  }

  /// The documents in order; at least one, unless the file holds nothing but comments and blanks.
  package var documents: [YAMLDocument] {
    roots.map { YAMLDocument(root: YAMLNode(self, $0.node), range: $0.range) }
  }

  /// The number of nodes.
  package var nodeCount: Int { records.count }

  /// The node of an identity of this tree; nil for one of another, larger tree.
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

  /// The smallest node that touches `offset`, or nil outside all documents. Complexity: O(depth · fan-out).
  package func node(at offset: Int) -> YAMLNode? {
    guard var current = documents.last(where: { $0.range.start <= offset })?.root else { return nil }
    guard current.range.touches(offset) else { return current.kind == .scalar ? nil : current }
    while let next = current.children.last(where: { $0.range.touches(offset) }) { current = next }
    return current
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
