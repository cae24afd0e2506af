// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
package import WorkflowModel
package import YAMLSyntax

/// Makes the list of a document's expressions from its typed texts, and texts into templates.
package struct ExpressionCollector {
  /// All expressions in document order.
  package private(set) var sites: [ExpressionSite] = []
  /// The first expression of each node from `base` on, -1 for none; empty where there is no expression at all.
  private var firstOfNode: [Int32] = []
  private let base: UInt32
  private let nodeCount: Int
  private let tree: YAMLTree
  private var known: KnownExpressions

  /// Collects the expressions of `texts`, whose owners `owners` names; those of `knownExpressions` need not be parsed.
  package init(
    _ tree: YAMLTree, texts: [TypedText], owners: [NodeID: ExpressionOwner], knownExpressions: [ExpressionSite] = []
  ) {
    self.tree = tree
    known = KnownExpressions(knownExpressions)
    var lowest = UInt32.max
    var highest: UInt32 = 0
    for index in texts.indices {
      lowest = min(lowest, texts[index].node.rawValue)
      highest = max(highest, texts[index].node.rawValue)
    }
    base = texts.isEmpty ? 0 : lowest
    nodeCount = Int(highest) - Int(base) + 1
    // By index: hardly any text holds an expression, and a copy of each would count references.
    for index in texts.indices {
      let id = texts[index].node
      guard texts[index].format.isExpression || tree.node(id)?.holdsInterpolation == true else { continue }
      guard let node = tree.node(id), first(of: id) == nil else { continue }
      let text = texts[index]
      let owner = text.owner.flatMap { owners[$0] } ?? .workflow
      if case .expression(let role) = text.format {
        collectBare(node, role, owner, field: text.field)
      } else {
        collectInterpolations(node, owner, field: text.field)
      }
    }
    known = KnownExpressions([])
    // In order already, unless an alias stands before or merged entries stand behind.
    guard sites.indices.dropFirst().contains(where: { isBefore($0, $0 - 1) }) else { return }
    sites.sort { ($0.range, $0.decodedStart) < ($1.range, $1.decodedStart) }
    for index in firstOfNode.indices { firstOfNode[index] = -1 }
    for index in sites.indices { note(index, sites[index].syntax.nodeID) }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (sites[left].range, sites[left].decodedStart) < (sites[right].range, sites[right].decodedStart)
  }

  private func first(of node: NodeID) -> Int? {
    let index = Int(node.rawValue) - Int(base)
    guard firstOfNode.indices.contains(index), firstOfNode[index] >= 0 else { return nil }
    return Int(firstOfNode[index])
  }

  /// Notes a node's expression, unless it has an earlier one.
  private mutating func note(_ expression: Int, _ node: NodeID) {
    if firstOfNode.isEmpty { firstOfNode = Array(repeating: -1, count: nodeCount) }
    let index = Int(node.rawValue) - Int(base)
    guard firstOfNode.indices.contains(index), firstOfNode[index] < 0 else { return }
    firstOfNode[index] = Int32(truncatingIfNeeded: expression)
  }

  /// The first expression of a scalar.
  package func expression(of node: YAMLNode?) -> Int? {
    node?.resolved.flatMap { first(of: $0.id) }
  }

  private mutating func collectBare(
    _ node: YAMLNode, _ role: ExpressionRole, _ owner: ExpressionOwner, field: String
  ) {
    // One `${{ }}` around the whole value is accepted.
    if node.holdsInterpolation, let inner = Template(parsing: Array(node.textBytes)).single {
      return append(node, inner, role, owner, field)
    }
    append(node, TextRange(0, node.textBytes.count), role, owner, field)
  }

  private mutating func collectInterpolations(_ node: YAMLNode, _ owner: ExpressionOwner, field: String) {
    for segment in Template(parsing: Array(node.textBytes)).segments {
      guard case .expression(let inner, _) = segment.kind else { continue }
      append(node, inner, .interpolation, owner, field)
    }
  }

  private mutating func append(
    _ node: YAMLNode, _ whole: TextRange, _ role: ExpressionRole, _ owner: ExpressionOwner, _ field: String
  ) {
    let bytes = node.textBytes
    var low = bytes.startIndex + whole.start
    var high = bytes.startIndex + whole.end
    while low < high, Self.isBlank(bytes[low]) { low += 1 }
    while high > low, Self.isBlank(bytes[high - 1]) { high -= 1 }
    let start = low - bytes.startIndex
    let verbatimStart = node.verbatimStart
    let map = verbatimStart == nil ? node.scalarMap() : nil
    func place(_ range: TextRange) -> TextRange {
      if let verbatimStart { return TextRange(verbatimStart + start + range.start, verbatimStart + start + range.end) }
      return map?.sourceRange(ofDecoded: TextRange(range.start + start, range.end + start)) ?? node.range
    }
    let same = known.expression(of: bytes[low..<high])
    let text = same?.text ?? String(decoding: bytes[low..<high], as: UTF8.self)
    let parsed = same?.parsed ?? ParsedExpression(parsing: Array(bytes[low..<high]))
    let paths = same?.paths ?? parsed.paths
    let mentions = ParsedExpression.stepMentions(paths).map { StepMention(id: $0.id, range: place($0.range)) }
    note(sites.count, node.id)
    let site = ExpressionSite(
      text: text, parsed: parsed, range: place(TextRange(0, high - low)), syntax: node.reference, decodedStart: start,
      role: role, owner: owner, field: field, mentions: mentions, paths: paths)
    sites.append(site)
    if same == nil { known.add(site) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

  // MARK: Templates and data

  /// A scalar as a template whose expressions are those collected here.
  package func template(_ node: YAMLNode) -> TemplateText {
    guard let first = first(of: node.id) else { return TemplateText(literal: node.text) }
    var segments: [TemplateText.Segment] = []
    let bytes = node.textBytes
    var expression = first
    let template = Template(parsing: Array(bytes))
    for segment in template.segments {
      if case .expression = segment.kind {
        segments.append(.expression(expression))
        expression += 1
      } else {
        segments.append(.literal(template.text(segment.range)))
      }
    }
    return TemplateText(text: node.text, segments: segments)
  }

  /// A text with its place and pieces; nil for nothing and for collections.
  package func locatedTemplate(_ written: YAMLNode?) -> Located<TemplateText>? {
    guard let node = written?.resolved, node.kind == .scalar, !node.isNull else { return nil }
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
    let entries = node.mergedEntries
    var result: [DataEntry] = []
    result.reserveCapacity(entries.count)
    for entry in entries where entry.key.kind == .scalar {
      let key = Located(entry.key.text, entry.key.contentRange, entry.key.reference)
      result.append(DataEntry(key: key, value: data(entry.value, depth: depth + 1)))
    }
    return result
  }
}

extension ParsedExpression {
  /// The ids of the steps that the expression reads, as `steps.<id>` or `steps["<id>"]`, with their places in its text.
  fileprivate static func stepMentions(_ paths: [[Expression.PathComponent]]) -> [(id: String, range: TextRange)] {
    paths.compactMap { path in
      guard path.count > 1, path[0].name == "steps", !path[1].name.isEmpty else { return nil }
      let range = path[1].range
      let isQuoted = path[1].style == .key && range.count > 1
      return (path[1].name, isQuoted ? TextRange(range.start + 1, range.end - 1) : range)
    }
  }
}
