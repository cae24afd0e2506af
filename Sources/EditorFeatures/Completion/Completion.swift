// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// What may stand at the cursor: keys that are allowed there and are not there yet, values, names.
///
/// Works from the repaired tree, so also on a half-typed line.
///
/// - Parameters:
///   - offset: a byte offset of the document.
///   - linked: the other files that it names.
package func completions(
  in document: AnalyzedDocument, at offset: Int, linked: LinkedFiles = LinkedFiles()
) -> CompletionResult {
  let cursor = document.parsed.tree.context(at: offset).readingQuotedKeys
  if let names = SuppressionCompletion(document, cursor, offset)?.items() { return CompletionResult(names) }
  if let aliases = anchorNames(in: document, cursor, offset) { return CompletionResult(aliases) }
  guard let index = document.rowDocumentIndex(at: offset) else {
    return CompletionResult(startOfDocument(document, cursor) + objectKinds(cursor))
  }
  let place = CompletionPlace(document, cursor, offset: offset, workflow: index)
  if cursor.place != .comment, document.parsed.tree.nodeCount <= 2, document.parsed.kind != .configuration {
    return CompletionResult(startOfDocument(document, cursor) + place.keys(of: place.objectForNewKey))
  }
  if cursor.place != .comment, cursor.place != .nowhere {
    let named = ScenarioCompletion(place: place, linked: linked).items() + place.configurationNames()
    if !named.isEmpty {
      return shortened(named, document, TextRange(cursor.word.start, max(cursor.word.start, offset)))
    }
  }
  var items: [CompletionItem] = []
  switch cursor.place {
  case .key:
    items = place.keys(of: place.objectForNewKey) + place.newItems(linked) + place.handedInputs()
    items += place.vocabularyItems(linked.paths)
  case .value, .text:
    if let named = place.namedItems() { return CompletionResult(named) }
    if let expression = ExpressionCursor(document, at: offset, linked: linked) {
      return CompletionResult(ExpressionCompletion(expression).items())
    }
    items = place.values() + place.inputValues() + place.flowItems() + place.pathItems(linked)
    if cursor.place == .value, cursor.mayBeKey { items += place.keys(of: place.objectForNewKey) + place.handedInputs() }
    items += place.vocabularyItems(linked.paths)
  case .comment: items = place.valuesInPlaceOfComment()
  case .nowhere: break
  }
  return shortened(items, document, TextRange(cursor.word.start, max(cursor.word.start, offset)))
}

/// No list that nobody reads: of many items those that the typed letters lead to, the best of them.
private func shortened(
  _ items: [CompletionItem], _ document: AnalyzedDocument, _ typed: TextRange
) -> CompletionResult {
  let hasManySteps = items.count > CompletionPlace.maximumSteps && items.contains { $0.kind == .step }
  let limit = hasManySteps ? CompletionPlace.maximumSteps : CompletionPlace.maximumItems
  guard items.count > limit else { return CompletionResult(items) }
  let query = NameQuery(document.parsed.text[typed])
  let best = items.filter { query.matches($0.label) }.sorted { ($0.rank, $0.label) < ($1.rank, $1.label) }
  return CompletionResult(Array(best.prefix(limit)), isIncomplete: true)
}

/// The kinds that an object of which only the version is known may be of.
private func objectKinds(_ cursor: CursorContext) -> [CompletionItem] {
  guard cursor.place == .value, cursor.key?.textEquals("kind") == true, let root = cursor.key?.parent,
    let version = root.mergedEntry("apiVersion")?.value.locatedText?.value
  else { return [] }
  let source = root.tree.source.bytes
  let start = cursor.word.start
  let blank = start > 0 && start <= source.count && source[start - 1] == 0x3A ? " " : ""
  return DialectCatalog.kinds(ofVersion: version).enumerated().map { rank, name in
    CompletionItem(label: name, kind: .enumValue, edit: TextEdit(cursor.word, blank + name), rank: rank)
  }
}

extension CursorContext {
  /// The place with a text in quotes that is a key taken for one: what is written between the quotes is its name.
  fileprivate var readingQuotedKeys: CursorContext {
    guard place == .text, let node, node.isKey, node.style == .singleQuoted || node.style == .doubleQuoted else {
      return self
    }
    var result = self
    result.place = .key
    return result
  }
}

/// A file that is nothing yet: what makes it a workflow.
private func startOfDocument(_ document: AnalyzedDocument, _ cursor: CursorContext) -> [CompletionItem] {
  guard cursor.place != .comment, document.parsed.tree.nodeCount <= 2 else { return [] }
  if document.parsed.kind == .configuration { return startOfConfiguration(cursor) }
  if document.parsed.kind == .scenario {
    return [
      CompletionItem(
        label: "scenarios", kind: .snippet, detail: "a whole scenario file",
        documentation: "One scenario of a workflow.",
        edit: TextEdit(cursor.word, "schema: wflint-sim/v1\n"),
        snippet:
          "schema: wflint-sim/v1\nworkflow: ${1:deploy.wf.yaml}\nscenarios:\n  - name: ${2:happy path}\n    expect: {status: success}\n"
      )
    ]
  }
  let lines = [
    "schema: wflint/v1", "name: ${1:my-workflow}", "status: draft", "triggers:", "  - type: manual", "steps:",
    "  - id: ${2:build}", "    type: script", "    run: ${3:make}", "",
  ]
  return [
    CompletionItem(
      label: "workflow", kind: .snippet, detail: "a whole workflow",
      documentation: "A workflow of one step, started by hand.",
      edit: TextEdit(cursor.word, "schema: wflint/v1\n"), snippet: lines.joined(separator: "\n"))
  ]
}

/// The cursor with what the rows say of its place.
struct CompletionPlace {
  /// The longest list that is sent at once.
  static let maximumItems = 300
  /// The same where steps are listed, whose names say more to who types them than to who reads on.
  static let maximumSteps = 100

  let document: AnalyzedDocument
  let cursor: CursorContext
  let offset: Int
  let workflow: Int
  /// What is mended of the cursor's line when something is inserted there.
  let line: LineMending

  init(_ document: AnalyzedDocument, _ cursor: CursorContext, offset: Int, workflow: Int) {
    self.document = document
    self.cursor = cursor
    self.offset = offset
    self.workflow = workflow
    line = LineMending(cursor, offset, isList: Self.beginsList(document, cursor, workflow))
  }

  /// Whether the value of the key above the cursor's line, which is not there yet, is a list.
  private static func beginsList(_ document: AnalyzedDocument, _ cursor: CursorContext, _ workflow: Int) -> Bool {
    guard cursor.container == nil, cursor.key != nil, let owner = cursor.owner else { return false }
    switch document.placement(of: owner)?.type {
    case .list, .steps, .triggers: return true
    default: return false
    }
  }

  /// The row of the mapping that a new key would belong to, and the mapping if it is there already.
  var objectForNewKey: (row: ObjectRow, mapping: YAMLNode?)? {
    if let mapping = line.mapping {
      guard let placement = document.placement(of: mapping), case .object(let row) = placement.type else { return nil }
      return (row, mapping)
    }
    if cursor.place == .key || cursor.mayBeKey, let container = cursor.container, container.kind == .mapping,
      cursor.owner == nil, let placement = document.placement(of: container), case .object(let row) = placement.type
    {
      return (row, container)
    }
    if let owner = cursor.owner, let placement = document.placement(of: owner), case .object(let row) = placement.type {
      // Above the first of its keys a mapping is there already.
      return (row, owner.kind == .mapping ? owner : nil)
    }
    guard case .object(let row)? = valueType?.type else { return nil }
    return (row, nil)
  }

  /// The keys of the mapping around the cursor, but for the one that is being written.
  var otherKeys: [YAMLNode] { (cursor.container?.entries.map { $0.key } ?? []).filter { $0 != cursor.node } }

  /// The type that the value at the cursor should have, and the field that it belongs to.
  var valueType: (type: FieldType, field: FieldRow?)? {
    let schema = document.rowDocuments[workflow].lowered.schema
    if cursor.container == nil, cursor.key != nil, let owner = cursor.owner {
      return document.placement(of: owner).flatMap { item(of: $0, schema) }
    }
    guard let container = cursor.container, let placement = document.placement(of: container) else {
      return container(isRoot: schema)
    }
    switch placement.type {
    case .object(let row):
      guard let key = cursor.key, let field = row.field(key.textBytes) else { return nil }
      return (field.type, field)
    case .map(let value, _): return (value, placement.field)
    default: return item(of: placement, schema)
    }
  }

  /// What an item of a list should be; of what is no list, the thing itself.
  private func item(of placement: Placement, _ schema: DialectSchema) -> (type: FieldType, field: FieldRow?)? {
    switch placement.type {
    case .list(let item): return (item, placement.field)
    case .steps: return (.object(schema.anyStep), placement.field)
    case .triggers: return (.object(schema.anyTrigger), placement.field)
    default: return cursor.container == nil ? (placement.type, placement.field) : nil
    }
  }

  private func container(isRoot schema: DialectSchema) -> (type: FieldType, field: FieldRow?)? {
    cursor.key == nil ? (.object(schema.root), nil) : nil
  }

  /// A value as it must be written here.
  func plainItem(_ value: String, _ kind: CompletionKind) -> CompletionItem {
    let text = cursor.place == .text ? value : YAMLQuoting.quoteIfNeeded(value, inFlow: cursor.isFlow)
    return CompletionItem(
      label: value, kind: kind, edit: edit(text), additionalEdits: line.edits,
      filterText: text == value ? nil : text)
  }

  /// What is inserted at the cursor in place of the word there.
  func edit(_ text: String) -> TextEdit { TextEdit(cursor.word, lead + text) }

  /// What must stand before what is inserted: the blank that YAML wants directly behind a colon or a dash, else what mends
  /// the line.
  var lead: String { isBehind(0x3A) || isBehindDash ? " " : line.prefix }

  /// Whether the cursor is directly behind an item's dash.
  var isBehindDash: Bool { isBehind(0x2D) && (cursor.node?.range.isEmpty ?? true) }

  private func isBehind(_ byte: UInt8) -> Bool {
    let bytes = document.parsed.text.bytes
    let start = cursor.word.start
    return cursor.place == .value && start > 0 && start <= bytes.count && bytes[start - 1] == byte
  }
}
