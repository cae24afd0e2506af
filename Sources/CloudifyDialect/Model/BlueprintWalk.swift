// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import YAMLSyntax

/// A walk of a file along the rows, with the eyes of the product's parser: YAML 1.1, nothing is allowed almost
/// everywhere, every key is a text, every text is ASCII. Complexity: O(nodes).
struct BlueprintWalk {
  private(set) var problems: [SchemaProblem] = []
  private(set) var features: [Feature] = []
  private(set) var foreignTexts: [YAMLNode] = []
  private var remaining: Int
  private var depth = 0

  init(_ root: YAMLNode) {
    remaining = root.tree.nodeCount * 4 + 256
    guard root.kind == .mapping else { return }
    scan(root.tree)
    visitObject(root, BlueprintRows.root, field: "")
  }

  // MARK: All nodes

  private mutating func scan(_ tree: YAMLTree) {
    let isASCII = tree.source.bytes.allSatisfy { $0 < 0x80 }
    for index in 0..<tree.nodeCount {
      guard let node = tree.node(NodeID(rawValue: UInt32(index))) else { continue }
      if node.kind == .scalar {
        if !isASCII, node.textBytes.contains(where: { $0 >= 0x80 }) { foreignTexts.append(node) }
      } else if node.kind == .mapping {
        for entry in node.entries where entry.key.python != .string && !entry.key.isRepaired {
          // A key that is an alias is checked where it is anchored.
          let found = entry.key.kind == .scalar ? entry.key.python.description : entry.key.foundDescription
          report(.wrongType(expected: "a text as key", found: found, edits: quoting(entry.key)), entry.key, "")
        }
      }
    }
  }

  private func quoting(_ node: YAMLNode) -> [TextEdit] {
    guard node.kind == .scalar, node.style == .plain, !node.range.isEmpty else { return [] }
    return [TextEdit(node.range, YAMLQuoting.doubleQuoted(node.text))]
  }

  // MARK: Along the rows

  private mutating func report(_ kind: SchemaProblemKind, _ node: YAMLNode, _ field: String) {
    // Of what a repair guessed, nothing but the mistake itself is told.
    guard !node.followsGuess else { return }
    problems.append(SchemaProblem(kind, range: node.range, node: node.id, field: field))
  }

  private mutating func visit(_ written: YAMLNode, _ type: FieldType, field: String) {
    guard remaining > 0, depth < 60, let node = written.resolved else { return }
    remaining -= 1
    let python = node.python
    if python == .null { return }
    depth += 1
    defer { depth -= 1 }
    switch type {
    case .object(let row): visitObject(node, row, field: field)
    case .map(let value, _):
      guard python == .dict else { return wrongType(node, type, python, field) }
      visitMap(node, value)
    case .list(let item):
      guard python == .list else { return wrongType(node, type, python, field) }
      if case .any = item { return }
      for child in node.children {
        if child.python == .null, case .object = item { wrongType(child, item, .null, field) }
        visit(child, item, field: field)
      }
    case .text, .choice:
      if python != .string { wrongType(node, type, python, field) }
    case .boolean:
      if case .bool = python { return }
      wrongType(node, type, python, field)
    case .integer:
      switch python {
      case .int, .bool: return
      default: wrongType(node, type, python, field)
      }
    case .number:
      switch python {
      case .int, .float, .bool: return
      default: wrongType(node, type, python, field)
      }
    default: return
    }
  }

  private mutating func wrongType(_ node: YAMLNode, _ type: FieldType, _ found: PythonValue, _ field: String) {
    var edits: [TextEdit] = []
    var expected = type.expectation
    switch type {
    case .text, .choice:
      expected = "a text"
      edits = quoting(node)
    case .integer, .number, .boolean:
      let isQuoted = node.style == .singleQuoted || node.style == .doubleQuoted
      if isQuoted, fits(YAML11.resolve(node.textBytes), type) { edits = [TextEdit(node.range, node.text)] }
    default: break
    }
    report(.wrongType(expected: expected, found: describe(node, found), edits: edits), node, field)
  }

  private func fits(_ value: PythonValue, _ type: FieldType) -> Bool {
    switch (value, type) {
    case (.bool, .boolean), (.int, .integer), (.int, .number), (.float, .number): true
    default: false
    }
  }

  /// `18:00` is the number 1080 to the parser: both say what happened.
  private func describe(_ node: YAMLNode, _ found: PythonValue) -> String {
    switch found {
    case .string: return node.foundDescription
    case .int(let value):
      let written = node.text
      guard let value, written != "\(value)" else { return "the number \(written)" }
      return "the number \(value), which is what YAML makes of `\(written)` without quotes"
    case .float: return "the number \(node.text)"
    case .bool where node.text.lowercased() != "true" && node.text.lowercased() != "false":
      return "\(found.description), which is what YAML makes of `\(node.text)` without quotes"
    default: return found.description
    }
  }

  private mutating func visitMap(_ node: YAMLNode, _ value: FieldType) {
    for entry in node.mergedEntries {
      if case .object(let row) = value, entry.value.isAbsent {
        for field in row.fields where field.isRequired {
          problems.append(
            SchemaProblem(.missingKey(field, title: row.title), range: entry.key.range, node: entry.key.id))
        }
        continue
      }
      visit(entry.value, value, field: entry.key.text)
    }
  }

  private mutating func visitObject(_ node: YAMLNode, _ row: ObjectRow, field: String) {
    let python = node.python
    guard python == .dict else {
      if python == .string,
        row === WorkflowRows.workflow || row === NodeRows.typeOperation
          || row === NodeRows.templateOperation
      {
        return
      }
      return wrongType(node, .object(row), python, field)
    }
    let gates = FeatureVersions.byRow[ObjectIdentifier(row)]
    var present: UInt64 = 0
    for entry in node.mergedEntries where entry.key.kind == .scalar {
      guard let index = entry.key.withTextBytes({ row.fieldIndex($0) }) else {
        if !(entry.key.isEmpty && entry.key.isRepaired), entry.key.python == .string {
          report(.unknownKey(allowed: row.fields.map(\.name), title: row.title), entry.key, "")
        }
        continue
      }
      if entry.key.isRepaired, !node.entries.contains(where: { $0.key != entry.key && $0.key.text == entry.key.text }) {
        problems.append(SchemaProblem(.repairedKey, range: entry.key.range, node: entry.key.id))
      }
      guard !entry.value.isAbsent else { continue }
      if index < 64 { present |= 1 << index }
      let name = row.fields[index].name
      if let minor = gates?[name] { features.append(Feature(minor: minor, name: name, node: entry.key)) }
      if gates?["required"] != nil, name == "type" || name == "item_type", let text = entry.value.stringValue,
        let minor = FeatureVersions.types[text], let value = entry.value.resolved
      {
        features.append(Feature(minor: minor, name: text, node: value))
      }
      visit(entry.value, row.fields[index].type, field: name)
    }
    // Nodes of several files may make one template: what it lacks is found when they are merged.
    guard row !== NodeRows.nodeTemplate, row !== WorkflowRows.workflow, !node.isGuessed else { return }
    for index in row.fields.indices.prefix(64) where present & (1 << index) == 0 && row.fields[index].isRequired {
      problems.append(
        SchemaProblem(.missingKey(row.fields[index], title: row.title), range: node.range, node: node.id))
    }
  }
}
