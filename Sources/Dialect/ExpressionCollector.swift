// SPDX-License-Identifier: Apache-2.0
import SourceText
package import WorkflowModel
package import YAMLSyntax

/// Makes the list of a document's expressions from its typed texts, and texts into templates.
package struct ExpressionCollector {
  /// All expressions in document order.
  package private(set) var sites: [ExpressionSite] = []
  private var firstOfNode: [NodeID: Int] = [:]
  private let tree: YAMLTree

  /// Collects the expressions of `texts`, whose owners `owners` names.
  package init(_ tree: YAMLTree, texts: [TypedText], owners: [NodeID: ExpressionOwner]) {
    self.tree = tree
    for text in texts {
      guard let node = tree.node(text.node), firstOfNode[text.node] == nil else { continue }
      let owner = text.owner.flatMap { owners[$0] } ?? .workflow
      if case .expression(let role) = text.format {
        collectBare(node, role, owner, field: text.field)
      } else if node.holdsInterpolation {
        collectInterpolations(node, owner, field: text.field)
      }
    }
    sites.sort { ($0.range, $0.decodedStart) < ($1.range, $1.decodedStart) }
    firstOfNode.removeAll(keepingCapacity: true)
    for (index, site) in sites.enumerated() where firstOfNode[site.syntax.nodeID] == nil {
      firstOfNode[site.syntax.nodeID] = index
    }
  }

  /// The first expression of a scalar.
  package func expression(of node: YAMLNode?) -> Int? {
    node?.resolved.flatMap { firstOfNode[$0.id] }
  }

  private mutating func collectBare(
    _ node: YAMLNode, _ role: ExpressionRole, _ owner: ExpressionOwner, field: String
  ) {
    let bytes = node.textBytes
    let wrapped = Interpolation.sites(in: bytes)
    // One `${{ }}` around the whole value is accepted.
    if wrapped.count == 1, wrapped[0].outer == TextRange(0, bytes.count) {
      return append(node, wrapped[0].inner, role, owner, field)
    }
    var low = bytes.startIndex
    var high = bytes.endIndex
    while low < high, bytes[low] == 0x20 || bytes[low] == 0x0A { low += 1 }
    while high > low, bytes[high - 1] == 0x20 || bytes[high - 1] == 0x0A { high -= 1 }
    append(node, TextRange(low - bytes.startIndex, high - bytes.startIndex), role, owner, field)
  }

  private mutating func collectInterpolations(_ node: YAMLNode, _ owner: ExpressionOwner, field: String) {
    for site in Interpolation.sites(in: node.textBytes) { append(node, site.inner, .interpolation, owner, field) }
  }

  private mutating func append(
    _ node: YAMLNode, _ decoded: TextRange, _ role: ExpressionRole, _ owner: ExpressionOwner, _ field: String
  ) {
    let bytes = node.textBytes
    let slice = bytes[(bytes.startIndex + decoded.start)..<(bytes.startIndex + decoded.end)]
    let map = node.scalarMap()
    let mentions = StepMentions.find(in: slice).map { found in
      StepMention(
        id: String(decoding: slice[(slice.startIndex + found.start)..<(slice.startIndex + found.end)], as: UTF8.self),
        range: map?.sourceRange(ofDecoded: TextRange(found.start + decoded.start, found.end + decoded.start)) ?? node.range)
    }
    if firstOfNode[node.id] == nil { firstOfNode[node.id] = sites.count }
    sites.append(
      ExpressionSite(
        text: String(decoding: slice, as: UTF8.self), range: map?.sourceRange(ofDecoded: decoded) ?? node.range,
        syntax: node.reference, decodedStart: decoded.start, role: role, owner: owner, field: field,
        mentions: mentions))
  }

  // MARK: Templates and data

  /// A scalar as a template whose expressions are those collected here.
  package func template(_ node: YAMLNode) -> TemplateText {
    guard let first = firstOfNode[node.id] else { return TemplateText(literal: node.text) }
    var segments: [TemplateText.Segment] = []
    let bytes = node.textBytes
    var position = 0
    for (offset, site) in Interpolation.sites(in: bytes).enumerated() {
      if site.outer.start > position {
        segments.append(.literal(Self.text(bytes, position, site.outer.start)))
      }
      segments.append(.expression(first + offset))
      position = site.outer.end
    }
    if position < bytes.count { segments.append(.literal(Self.text(bytes, position, bytes.count))) }
    return TemplateText(text: node.text, segments: segments)
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ start: Int, _ end: Int) -> String {
    String(decoding: bytes[(bytes.startIndex + start)..<(bytes.startIndex + end)], as: UTF8.self)
  }

  /// A text with its place and pieces; nil for nothing and for collections.
  package func locatedTemplate(_ written: YAMLNode?) -> Located<TemplateText>? {
    guard let node = written?.resolved, node.kind == .scalar, node.scalarType != .null else { return nil }
    return Located(template(node), node.contentRange, node.reference)
  }

  /// Any value as data; beyond 64 levels it is null.
  package func data(_ written: YAMLNode, depth: Int = 0) -> DataValue {
    guard depth < 64, let node = written.resolved else { return DataValue(.null, written.range, written.reference) }
    let content: DataValue.Content
    switch node.kind {
    case .alias: content = .null
    case .sequence: content = .list(node.children.map { data($0, depth: depth + 1) })
    case .mapping: content = .map(entries(node, depth: depth + 1))
    case .scalar:
      switch node.scalarType {
      case .null: content = .null
      case .bool(let value): content = .bool(value)
      case .int(let value): content = .integer(value)
      case .float(let value): content = .double(value)
      case .string: content = .text(template(node))
      }
    }
    return DataValue(content, node.range, node.reference)
  }

  /// A mapping's entries as data.
  package func entries(_ written: YAMLNode?, depth: Int = 0) -> [DataEntry] {
    guard let node = written?.resolved, node.kind == .mapping else { return [] }
    return node.mergedEntries.compactMap { entry in
      guard entry.key.kind == .scalar else { return nil }
      let key = Located(entry.key.text, entry.key.contentRange, entry.key.reference)
      return DataEntry(key: key, value: data(entry.value, depth: depth + 1))
    }
  }
}
