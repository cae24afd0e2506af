// SPDX-License-Identifier: Apache-2.0
import SourceText
import WorkflowModel
package import YAMLSyntax

/// A walk of a document along its schema's rows: collects what is wrong and every text with its format.
///
/// Aliases are followed where they stand; a bound on visits keeps a file of aliases linear. Complexity: O(nodes).
package struct SchemaWalk {
  /// What is wrong, in document order as a rule.
  package private(set) var problems: [SchemaProblem] = []
  /// Every text whose row gives it a format.
  package private(set) var texts: [TypedText] = []

  private let schema: DialectSchema
  private var owner: NodeID?
  private var depth = 0
  private var remainingVisits: Int

  /// Walks `root` along the schema's root row.
  package init(_ root: YAMLNode, schema: DialectSchema) {
    self.schema = schema
    remainingVisits = root.tree.nodeCount * 4 + 256
    visitObject(root, schema.root, field: "")
  }

  /// Walks `root` along a row of its own, for files that have no steps of their own at the top.
  package init(_ root: YAMLNode, row: ObjectRow, schema: DialectSchema) {
    self.schema = schema
    remainingVisits = root.tree.nodeCount * 4 + 256
    visitObject(root, row, field: "")
  }

  private mutating func visit(_ written: YAMLNode, _ type: FieldType, field: String) {
    guard remainingVisits > 0, depth < 100 else { return }
    guard let node = written.resolved else {
      if case .text(.glob) = type { report(.unquotedGlob, written, field) }
      return
    }
    remainingVisits -= 1
    depth += 1
    defer { depth -= 1 }
    if case .text(.glob) = type, node.isEmpty, let tag = localTag(of: node) {
      problems.append(SchemaProblem(.unquotedGlob, range: tag, node: node.id, field: field))
      return
    }
    if node.isNull, !isTextual(type), !isAny(type) {
      return report(.emptyValue(expected: type.expectation), written, field)
    }
    switch type {
    case .any: visitAny(node, field: field)
    case .list(let item): visitList(node, item, type, field: field)
    case .map(let value, let key): visitMap(node, value, key: key, type, field: field)
    case .object(let row): visitObject(node, row, field: field)
    case .steps: visitVariants(node, isStep: true, field: field)
    case .triggers: visitVariants(node, isStep: false, field: field)
    default: visitScalar(node, type, field: field)
    }
  }

  /// The tag of a node with one of the file's own, as `!release` is. One with a star is no tag that anybody means: the
  /// parser says so.
  private func localTag(of node: YAMLNode) -> TextRange? {
    guard let range = node.properties?.tagRange, range.count > 1 else { return nil }
    let tag = node.tree.source.bytes[range.start..<range.end]
    guard tag.first == 0x21, tag.dropFirst().first != 0x21, !tag.contains(0x2A) else { return nil }
    return range
  }

  private func isTextual(_ type: FieldType) -> Bool {
    if case .text = type { true } else { false }
  }

  private func isAny(_ type: FieldType) -> Bool {
    if case .any = type { true } else { false }
  }

  private mutating func report(_ kind: SchemaProblemKind, _ node: YAMLNode, _ field: String) {
    // Of what a repair guessed, nothing but the mistake itself is told: that a bracket is missing, and what took it.
    guard !node.followsGuess || isTakenByComment(kind, node) else { return }
    problems.append(SchemaProblem(kind, range: node.range, node: node.id, field: field))
  }

  private func isTakenByComment(_ kind: SchemaProblemKind, _ node: YAMLNode) -> Bool {
    guard case .emptyValue = kind, !node.isGuessed else { return false }
    let rest = node.tree.source.bytes[node.range.end...]
    return rest.first { $0 != 0x20 && $0 != 0x09 } == 0x23
  }

  private mutating func note(_ text: TypedText, _ node: YAMLNode) {
    if !(node.isRepaired && node.followsGuess) { texts.append(text) }
  }

  // MARK: Collections

  private mutating func visitList(_ node: YAMLNode, _ item: FieldType, _ type: FieldType, field: String) {
    switch node.kind {
    case .sequence:
      for child in node.children { visit(child, item, field: field) }
    case .scalar where item.isScalar && schema.acceptsSingleItems:
      visit(node, item, field: field)
    case .mapping where !item.isScalar:
      let edits =
        node.style == .flow ? [TextEdit.insert("[", at: node.range.start), .insert("]", at: node.range.end)] : []
      report(.wrongType(expected: type.expectation, found: "a mapping", edits: edits), node, field)
    default:
      report(.wrongType(expected: type.expectation, found: node.foundDescription, edits: []), node, field)
    }
  }

  private mutating func visitMap(
    _ node: YAMLNode, _ value: FieldType, key: TextFormat, _ type: FieldType, field: String
  ) {
    guard node.kind == .mapping else {
      return report(.wrongType(expected: type.expectation, found: node.foundDescription, edits: []), node, field)
    }
    for entry in node.entries {
      guard entry.key.kind == .scalar else {
        report(.wrongType(expected: "a name", found: entry.key.foundDescription, edits: []), entry.key, field)
        continue
      }
      if key != .plain { texts.append(TypedText(node: entry.key.id, format: key, field: field, owner: owner)) }
      visit(entry.value, value, field: entry.key.text)
    }
  }

  private mutating func visitObject(_ node: YAMLNode, _ row: ObjectRow, field: String) {
    guard node.kind == .mapping else {
      let expected = FieldType.object(row).expectation
      return report(.wrongType(expected: expected, found: node.foundDescription, edits: []), node, field)
    }
    visitEntries(node, row, reportsUnknownKeys: !row.isOpen)
  }

  private mutating func visitEntries(_ node: YAMLNode, _ row: ObjectRow, reportsUnknownKeys: Bool) {
    var present: UInt64 = 0
    var unknown: [YAMLNode] = []
    visitEntries(
      node, row, reportsUnknownKeys: reportsUnknownKeys, present: &present, unknown: &unknown, mergeDepth: 0)
    guard !node.isGuessed else { return }
    for index in row.fields.indices.prefix(64) where present & (1 << index) == 0 && row.fields[index].isRequired {
      if let key = misspelling(of: row.fields[index].name, among: unknown, row, present) {
        // Said of the key: what it was meant to be is not missing as well.
        if !reportsUnknownKeys { report(.unknownKey(allowed: row.fields.map(\.name), title: row.title), key, "") }
        continue
      }
      problems.append(SchemaProblem(.missingKey(row.fields[index], title: row.title), range: node.range, node: node.id))
    }
    for constraint in row.constraints { check(constraint, node, row, unknown, present) }
  }

  /// The unknown key that most likely is a misspelt name of an absent field.
  private func misspelling(
    of name: String, among unknown: [YAMLNode], _ row: ObjectRow, _ present: UInt64
  ) -> YAMLNode? {
    guard !unknown.isEmpty else { return nil }
    let absent = row.fields.indices.filter { $0 > 63 || present & (1 << $0) == 0 }.map { row.fields[$0].name }
    return unknown.first { NearestName.of($0.text, among: absent) == name }
  }

  private mutating func visitEntries(
    _ node: YAMLNode, _ row: ObjectRow, reportsUnknownKeys: Bool, present: inout UInt64, unknown: inout [YAMLNode],
    mergeDepth: Int
  ) {
    for entry in node.entries {
      guard entry.key.kind == .scalar else {
        report(.wrongType(expected: "a key", found: entry.key.foundDescription, edits: []), entry.key, "")
        continue
      }
      if let index = entry.key.withTextBytes({ row.fieldIndex($0) }) {
        if index < 64 { present |= 1 << index }
        let field = row.fields[index]
        if entry.key.isRepaired, !node.entries.contains(where: { $0.key != entry.key && $0.key.text == field.name }) {
          problems.append(SchemaProblem(.repairedKey, range: entry.key.range, node: entry.key.id))
        }
        visit(entry.value, field.type, field: field.name)
        if field.needsItems, let list = entry.value.resolved, list.kind == .sequence, list.count == 0 {
          report(.emptyList(expected: field.type.expectation), list, field.name)
        }
      } else if entry.key.style == .plain, entry.key.textEquals("<<") {
        guard mergeDepth < 8 else { continue }
        for source in entry.value.mergeSources {
          visitEntries(
            source, row, reportsUnknownKeys: reportsUnknownKeys, present: &present, unknown: &unknown,
            mergeDepth: mergeDepth + 1)
        }
      } else if let index = fieldWithoutColon(entry, in: node, row) {
        if index < 64 { present |= 1 << index }
        report(.missingColon(row.fields[index].name), entry.key, "")
      } else if reportsUnknownKeys, !(entry.key.isEmpty && entry.key.isRepaired) {
        report(.unknownKey(allowed: row.fields.map(\.name), title: row.title), entry.key, "")
        unknown.append(entry.key)
      } else {
        unknown.append(entry.key)
        visit(entry.value, .any, field: entry.key.text)
      }
    }
  }

  /// The field that a key within brackets begins with, where its colon was forgotten: `{type script}`.
  private func fieldWithoutColon(_ entry: MappingEntry, in node: YAMLNode, _ row: ObjectRow) -> Int? {
    guard node.style == .flow, entry.value.range.isEmpty, entry.key.style == .plain, !entry.key.isRepaired else {
      return nil
    }
    let bytes = entry.key.textBytes
    guard let blank = bytes.firstIndex(of: 0x20), entry.value.range.start == entry.key.range.end,
      let index = row.fields.firstIndex(where: { $0.name.utf8.elementsEqual(bytes[..<blank]) })
    else { return nil }
    return node.entry(named: row.fields[index].name) == nil ? index : nil
  }

  private mutating func check(
    _ constraint: KeyConstraint, _ node: YAMLNode, _ row: ObjectRow, _ unknown: [YAMLNode], _ present: UInt64
  ) {
    let names: [String]
    switch constraint {
    case .exactlyOne(let keys), .atMostOne(let keys), .atLeastOne(let keys): names = keys
    }
    // One of them is what every constraint asks for.
    let count = names.count { name in
      row.fields.firstIndex { $0.name == name }.map { $0 < 64 && present & (1 << $0) != 0 } ?? false
    }
    guard count != 1 else { return }
    let found = node.mergedEntries.filter { entry in names.contains { entry.key.textBytes.elementsEqual($0.utf8) } }
    if found.isEmpty {
      if case .atMostOne = constraint { return }
      if names.contains(where: { misspelling(of: $0, among: unknown, row, present) != nil }) { return }
      problems.append(SchemaProblem(.missingOneOf(names, title: row.title), range: node.range, node: node.id))
    } else if let second = found.first(where: { $0.key.textBytes != found[0].key.textBytes }) {
      if case .atLeastOne = constraint { return }
      problems.append(
        SchemaProblem(
          .conflictingKeys(found.map(\.key.text), others: [found[0].key.range]), range: second.key.range,
          node: second.key.id))
    }
  }

  // MARK: Steps and triggers

  private mutating func visitVariants(_ node: YAMLNode, isStep: Bool, field: String) {
    guard node.kind == .sequence else {
      let expected = (isStep ? FieldType.steps : .triggers).expectation
      let edits =
        node.kind == .mapping && node.style == .flow
        ? [TextEdit.insert("[", at: node.range.start), .insert("]", at: node.range.end)] : []
      return report(.wrongType(expected: expected, found: node.foundDescription, edits: edits), node, field)
    }
    for written in node.children {
      guard let item = written.resolved, remainingVisits > 0, depth < 90 else { continue }
      remainingVisits -= 1
      depth += 1
      visitVariant(item, isStep: isStep)
      depth -= 1
    }
  }

  private mutating func visitVariant(_ item: YAMLNode, isStep: Bool) {
    let base = isStep ? schema.anyStep : schema.anyTrigger
    guard item.kind == .mapping else {
      let expected = isStep ? "a step: a mapping with id and type" : "a trigger: a mapping with type"
      return report(.wrongType(expected: expected, found: item.foundDescription, edits: []), item, "")
    }
    let outer = owner
    owner = item.id
    defer { owner = outer }
    let typeNode = item.mergedEntry("type")?.value.resolved
    if let typeNode, typeNode.kind == .scalar, !typeNode.isNull {
      let name = typeNode.text
      if let variant = isStep ? schema.stepType(name) : schema.triggerType(name) {
        return visitEntries(item, variant.row, reportsUnknownKeys: true)
      }
      let known = (isStep ? schema.stepTypes : schema.triggerTypes).map(\.name)
      report(isStep ? .unknownStepType(known: known) : .unknownTriggerType(known: known), typeNode, "type")
    }
    visitEntries(item, base, reportsUnknownKeys: false)
  }

  // MARK: Scalars

  private mutating func visitAny(_ node: YAMLNode, field: String) {
    switch node.kind {
    case .scalar: note(TypedText(node: node.id, format: .template, field: field, owner: owner), node)
    case .sequence: for child in node.children { visit(child, .any, field: field) }
    case .mapping: for entry in node.entries { visit(entry.value, .any, field: entry.key.text) }
    case .alias: break
    }
  }

  private mutating func visitScalar(_ node: YAMLNode, _ type: FieldType, field: String) {
    guard node.kind == .scalar else {
      var edits: [TextEdit] = []
      if node.kind == .sequence, node.style == .flow, node.count == 1, let only = node.items.first, only.kind == .scalar
      {
        edits = [
          .delete(TextRange(node.range.start, only.range.start)), .delete(TextRange(only.range.end, node.range.end)),
        ]
      }
      return report(.wrongType(expected: type.expectation, found: node.foundDescription, edits: edits), node, field)
    }
    let scalar = node.scalarType
    let isDynamic = node.holdsInterpolation
    if isDynamic, !isTextual(type) {
      return note(TypedText(node: node.id, format: .template, field: field, owner: owner), node)
    }
    switch type {
    case .text(let format): visitText(node, scalar, format, type, field: field)
    case .scalar: note(TypedText(node: node.id, format: .template, field: field, owner: owner), node)
    case .choice(let choices):
      guard !choices.contains(where: { node.textBytes.elementsEqual($0.value.utf8) }) else { return }
      report(.invalidValue(allowed: choices.map(\.value)), node, field)
    case .integer(let range): visitInteger(node, scalar, range, type, field: field)
    case .number:
      switch scalar {
      case .int, .float: return
      default:
        reportScalar(
          node, type, accepts: { if case .int = $0 { true } else if case .float = $0 { true } else { false } }, field)
      }
    case .boolean:
      if case .bool = scalar { return }
      reportBoolean(node, type, field)
    default: return
    }
  }

  private mutating func visitText(
    _ node: YAMLNode, _ scalar: ScalarType, _ format: TextFormat, _ type: FieldType, field: String
  ) {
    switch scalar {
    case .null:
      return report(.emptyValue(expected: type.expectation), node, field)
    case .int, .float, .bool:
      if !format.acceptsNumbers {
        let quoted = YAMLQuoting.doubleQuoted(node.text)
        report(
          .wrongType(
            expected: type.expectation, found: node.foundDescription, edits: [TextEdit(node.range, quoted)]),
          node, field)
        return
      }
    case .string: break
    }
    if case .constant(let text) = format, !node.textBytes.elementsEqual(text.utf8) {
      return report(.invalidValue(allowed: [text]), node, field)
    }
    switch format {
    case .httpStatus, .operation:
      guard node.withTextBytes({ format.isViolated(by: $0) }), !node.holdsInterpolation else { break }
      report(.outOfRange(expected: format.expectation), node, field)
    default: break
    }
    note(TypedText(node: node.id, format: format, field: field, owner: owner), node)
  }

  private mutating func visitInteger(
    _ node: YAMLNode, _ scalar: ScalarType, _ range: ClosedRange<Int64>, _ type: FieldType, field: String
  ) {
    if case .int(let value) = scalar {
      if !range.contains(value) { report(.outOfRange(expected: type.expectation), node, field) }
      return
    }
    reportScalar(node, type, accepts: { if case .int = $0 { true } else { false } }, field)
  }

  /// Reports a scalar of another type; a quoted text that would be right without its quotes gets that fix.
  private mutating func reportScalar(
    _ node: YAMLNode, _ type: FieldType, accepts: (ScalarType) -> Bool, _ field: String
  ) {
    var edits: [TextEdit] = []
    if node.style == .singleQuoted || node.style == .doubleQuoted, accepts(CoreSchema.resolve(node.textBytes)) {
      edits = [TextEdit(node.range, node.text)]
    }
    report(.wrongType(expected: type.expectation, found: node.foundDescription, edits: edits), node, field)
  }

  private mutating func reportBoolean(_ node: YAMLNode, _ type: FieldType, _ field: String) {
    var edits: [TextEdit] = []
    switch node.text.lowercased() {
    case "true", "yes", "on", "y": edits = [TextEdit(node.range, "true")]
    case "false", "no", "off", "n": edits = [TextEdit(node.range, "false")]
    default: break
    }
    report(.wrongType(expected: type.expectation, found: node.foundDescription, edits: edits), node, field)
  }
}
