// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import Schedule
import SourceText
import WorkflowModel
import YAMLSyntax

extension CompletionPlace {
  /// The values that the field at the cursor takes.
  func values() -> [CompletionItem] {
    if let people = peopleOfKind() { return people }
    guard let (type, field) = valueType else { return [] }
    if field?.name == "type", case .text(.plain) = type { return variantNames() }
    // What a list names already it need not name again.
    let items = cursor.container?.kind == .sequence ? cursor.container?.items.filter { $0 != cursor.node } ?? [] : []
    let present = Set(items.filter { $0.kind == .scalar }.map(\.text))
    return values(of: type, field: field).filter { !present.contains($0.label) }
  }

  /// The items of a list that begins on the cursor's line, where its dash is not written yet.
  func newItems(_ linked: LinkedFiles) -> [CompletionItem] {
    guard line.prefix == "- ", line.mapping == nil, let (type, field) = valueType else { return [] }
    return values(of: type, field: field) + pathItems(linked)
  }

  /// The values that hold a `#`, where the author began to type one without quotes and so began a comment.
  func valuesInPlaceOfComment() -> [CompletionItem] {
    guard
      let comment = document.parsed.tree.comments.first(where: { $0.range.start < offset && offset <= $0.range.end }),
      !comment.isOwnLine
    else { return [] }
    var end = comment.range.start
    let bytes = document.parsed.text.bytes
    while end > 0, end <= bytes.count, bytes[end - 1] == 0x20 { end -= 1 }
    guard end > 0, bytes[end - 1] == 0x3A else { return [] }
    var before = document.parsed.tree.context(at: end)
    before.place = .value
    before.word = comment.range
    return CompletionPlace(document, before, offset: offset, workflow: workflow).values().filter {
      $0.label.hasPrefix("#")
    }.map { item in
      var item = item
      item.filterText = item.label
      return item
    }
  }

  private func values(of type: FieldType, field: FieldRow?) -> [CompletionItem] {
    switch type {
    case .choice(let choices):
      return choices.enumerated().map { position, choice in
        item(choice.value, .enumValue, documentation: choice.documentation, rank: position)
      }
    case .boolean: return ["true", "false"].map { item($0, .keyword) }
    case .list(let element) where element.isScalar: return values(of: element, field: field)
    case .text(let format): return texts(of: format)
    default: return []
    }
  }

  /// The schedules that people mostly want.
  private static let schedules = [
    "0 3 * * *", "*/15 * * * *", "0 * * * *", "0 9 * * 1-5", "0 0 * * 0", "0 0 1 * *", "@daily",
  ]

  private func texts(of format: TextFormat) -> [CompletionItem] {
    let context = document.rowDocuments[workflow]
    switch format {
    case .reference(.step): return steps()
    case .reference(.input):
      return context.workflow.inputs.map { item($0.name.value, .variable, detail: $0.type?.value) }
    case .reference(.workflow):
      let own = context.workflow.name?.value
      return (context.workspace?.names ?? []).filter { $0 != own }.map { item($0, .workflow) }
    case .reference(.registry(let registry)):
      return (context.directory.names[registry] ?? []).map { item($0, .directoryEntry, detail: registry.rawValue) }
    case .principal: return principals(context.directory)
    case .timezone: return timeZones()
    case .duration: return ["30s", "5m", "30m", "1h", "1d"].map { item($0, .value) }
    case .cron:
      return Self.schedules.compactMap { text in
        CronExpression.parse(text).expression.map { item(text, .value, detail: $0.describe()) }
      }
    case .constant(let text): return [item(text, .value)]
    default: return []
    }
  }

  /// The zones of the database, those with a region first.
  private func timeZones() -> [CompletionItem] {
    ["UTC"].map { item($0, .value) }
      + TimeZoneDatabase.system.knownNames.filter { $0 != "UTC" }.map {
        item($0, .value, rank: $0.utf8.contains(0x2F) && !$0.hasPrefix("Etc/") ? 1 : 2)
      }
  }

  private func variantNames() -> [CompletionItem] {
    let schema = document.rowDocuments[workflow].lowered.schema
    let isTrigger =
      cursor.container.flatMap { document.placement(of: $0) }.map { placement in
        if case .object(let row) = placement.type {
          return row === schema.anyTrigger
            || placement.variant.map { variant in
              schema.triggerTypes.contains { $0.row === variant.row }
            } == true
        }
        return false
      } ?? false
    return (isTrigger ? schema.triggerTypes : schema.stepTypes).map { variant in
      item(
        variant.name, .stepType, detail: variant.summary, documentation: FieldDocumentation.markdown(variant))
    }
  }

  /// The steps of the list around the cursor, without the step that is being written and what it names already.
  private func steps() -> [CompletionItem] {
    let workflow = document.rowDocuments[workflow].workflow
    // A list's next item stands behind the step's text so far: there the list around the cursor tells the step.
    let own =
      workflow.steps.last { $0.range.touches(offset) }
      ?? (cursor.container ?? cursor.key?.parent).flatMap { container in
        workflow.steps.last { $0.range.contains(TextRange(at: container.range.start)) }
      }
    let named = Set(cursor.container?.kind == .sequence ? cursor.container?.items.map(\.text) ?? [] : [])
    let list = own.map { workflow.lists[$0.list].steps } ?? workflow.lists.first?.steps ?? []
    let offered = list.filter { index in
      guard index != own?.index, let id = workflow.steps[index].id?.value else { return false }
      return !named.contains(id) || cursor.node?.text == id
    }
    // Where not all can be shown, the steps around are what is meant.
    let isShort = list.count <= Self.maximumSteps
    func rank(_ index: Int) -> Int { isShort ? index : abs(index - (own?.index ?? index)) }
    let chosen = isShort ? offered : best(of: offered, rank) { workflow.steps[$0].id?.value ?? "" }
    return chosen.compactMap { index in
      guard let id = workflow.steps[index].id?.value else { return nil }
      return item(id, .step, detail: workflow.steps[index].type?.value, rank: rank(index))
    }
  }

  /// One more than can be shown of many steps, those that fit what is typed first, then the nearest: an item for each of
  /// thousands is made in vain.
  private func best(of steps: [Int], _ rank: (Int) -> Int, _ name: (Int) -> String) -> [Int] {
    let query = NameQuery(document.parsed.text[TextRange(cursor.word.start, max(cursor.word.start, offset))])
    let order = steps.map { (fits: query.matches(name($0)) ? 0 : 1, rank: rank($0), step: $0) }
    return order.sorted { ($0.fits, $0.rank, $0.step) < ($1.fits, $1.rank, $1.step) }.prefix(Self.maximumSteps + 1)
      .map(\.step)
  }

  /// The people of the kind whose word stands before the cursor: with its colon alone behind a dash it is a mapping as yet.
  private func peopleOfKind() -> [CompletionItem]? {
    guard cursor.place == .value, let mapping = cursor.container, mapping.kind == .mapping, mapping.count == 1,
      let key = cursor.key, Principal.Kind(rawValue: key.text) != nil,
      case .text(.principal)? = document.placement(of: mapping)?.type
    else { return nil }
    let whole = TextRange(key.range.start, max(cursor.word.end, offset))
    return principals(document.rowDocuments[workflow].directory).filter { $0.label.hasPrefix(key.text + ":") }.map {
      var item = $0
      item.edit = TextEdit(whole, item.label)
      item.filterText = nil
      return item
    }
  }

  private func principals(_ directory: Directory) -> [CompletionItem] {
    var items: [CompletionItem] = []
    for (name, members) in (directory.teams ?? [:]).sorted(by: { $0.key < $1.key }) {
      items.append(item("team:\(name)", .principal, detail: members.joined(separator: ", ")))
    }
    for (name, members) in (directory.roles ?? [:]).sorted(by: { $0.key < $1.key }) {
      items.append(item("role:\(name)", .principal, detail: members.joined(separator: ", ")))
    }
    for name in directory.users ?? [] { items.append(item("user:\(name)", .principal)) }
    if items.isEmpty { items = Principal.Kind.allCases.map { item("\($0.rawValue):", .principal) } }
    return items
  }

  private func item(
    _ value: String, _ kind: CompletionKind, detail: String? = nil, documentation: String? = nil, rank: Int = 0
  ) -> CompletionItem {
    let text = cursor.place == .text ? value : YAMLQuoting.quoteIfNeeded(value, inFlow: cursor.isFlow)
    return CompletionItem(
      label: value, kind: kind, detail: detail, documentation: documentation, edit: edit(text),
      additionalEdits: line.edits, filterText: text == value ? nil : text, rank: rank)
  }
}
