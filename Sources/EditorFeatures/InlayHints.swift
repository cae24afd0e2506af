// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
import Schedule
package import SourceText
import WorkflowModel
import YAMLSyntax

/// A note that an editor shows between the characters of a text.
package struct InlineNote: Hashable, Sendable {
  /// What it tells; the names of the settings that switch them off.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A schedule in words.
    case cron
    /// What a step without `needs` waits for.
    case order
    /// How many people of how many must agree.
    case quorum
    /// What holds because the file says nothing else.
    case defaults
  }

  /// The byte offset that it stands at.
  package var offset: Int
  /// What it says.
  package var text: String
  /// What it tells.
  package var kind: Kind

  /// Makes a note.
  package init(offset: Int, text: String, kind: Kind) {
    self.offset = offset
    self.text = text
    self.kind = kind
  }
}

/// Crons in words, what a step without `needs` waits for, how many must approve, and the defaults of absent fields; in
/// document order.
package func inlayHints(of document: AnalyzedDocument, in range: TextRange) -> [InlineNote] {
  var result: [InlineNote] = []
  for context in document.contexts {
    let isNative = context.workflow.dialect == "native"
    result += cronNotes(context)
    if isNative, let note = defaultNote(context.root, context.lowered.schema.root.fields, behind: "name") {
      result.append(note)
    }
    for trigger in context.workflow.triggers where isNative && trigger.range.overlaps(range) {
      guard let node = context.node(trigger.syntax),
        let row = trigger.type.flatMap({ context.lowered.schema.triggerType($0.value) })
      else { continue }
      if let note = defaultNote(node, row.ownFields, behind: "type") { result.append(note) }
    }
    for step in context.workflow.steps where step.range.overlaps(range) || step.range.touches(range.start) {
      if let note = orderNote(step, context.workflow) { result.append(note) }
      if let note = quorumNote(step, context) { result.append(note) }
      if isNative { result += stepDefaults(step, context) }
    }
  }
  return result.filter { range.start <= $0.offset && $0.offset <= range.end }.sorted {
    ($0.offset, $0.kind.rawValue) < ($1.offset, $1.kind.rawValue)
  }
}

private func cronNotes(_ context: WorkflowContext) -> [InlineNote] {
  context.workflow.triggers.compactMap { trigger in
    guard case .schedule(let schedule) = trigger.kind, let cron = schedule.cron,
      let expression = CronExpression.parse(cron.value).expression,
      let range = context.written(cron, of: trigger)
    else { return nil }
    return InlineNote(offset: range.end, text: expression.describe(), kind: .cron)
  }
}

extension WorkflowContext {
  /// Where a trigger's schedule is written: of an alias its own place, not that of the text that it stands for.
  func written(_ cron: Located<String>, of trigger: Trigger) -> TextRange? {
    let value = node(trigger.syntax)?.mergedEntry("cron")?.value
    return value?.kind == .alias ? value?.range : node(cron.syntax)?.range
  }
}

private func orderNote(_ step: Step, _ workflow: Workflow) -> InlineNote? {
  guard step.needsRange == nil, let id = step.id, let first = step.dependencies.first else { return nil }
  if case .explicit = first.origin { return nil }
  let names = step.dependencies.map { workflow.steps[$0.step].id?.value ?? workflow.steps[$0.step].displayName }
  return InlineNote(offset: id.range.end, text: "after \(names.joined(separator: ", "))", kind: .order)
}

/// "2 of 3 people" behind the approvers; where the file says how many, "of 3 people" behind that.
private func quorumNote(_ step: Step, _ context: WorkflowContext) -> InlineNote? {
  guard case .approval(let approval) = step.action, let list = approval.approversRange, !approval.approvers.isEmpty
  else { return nil }
  var people: Set<String> = []
  for approver in approval.approvers {
    guard let principal = Principal.parse(approver.value).principal,
      let known = context.directory.people(of: principal)
    else { return nil }
    people.formUnion(known)
  }
  let crowd = "\(people.count) \(people.count == 1 ? "person" : "people")"
  if let required = approval.requiredApprovals {
    return InlineNote(offset: required.range.end, text: "of \(crowd)", kind: .quorum)
  }
  return InlineNote(offset: list.end, text: "1 of \(crowd)", kind: .quorum)
}

// MARK: Defaults

private func stepDefaults(_ step: Step, _ context: WorkflowContext) -> [InlineNote] {
  guard let node = context.node(step), let row = step.type.flatMap({ context.lowered.schema.stepType($0.value) }) else {
    return []
  }
  var result: [InlineNote] = []
  if let note = defaultNote(node, row.ownFields, behind: "type") { result.append(note) }
  if let retry = node.mergedEntry("retry")?.value, retry.kind == .mapping,
    case .object(let object)? = row.row.field(named: "retry")?.type,
    let note = defaultNote(retry, object.fields, behind: "attempts")
  {
    result.append(note)
  }
  return result
}

/// What holds of a mapping because it does not say otherwise, as one note behind a value of it; nil where nothing does.
private func defaultNote(_ node: YAMLNode, _ fields: [FieldRow], behind anchor: StaticString) -> InlineNote? {
  guard let place = node.mergedEntry(anchor)?.value, place.kind == .scalar, !place.range.isEmpty else { return nil }
  let present = Set(node.mergedEntries.map(\.key.text))
  func isAbsent(_ name: String) -> Bool { !present.contains(name) }
  let facts = fields.compactMap { field -> String? in
    guard let value = field.defaultText, tellsDefault(field), isAbsent(field.name) else { return nil }
    // What only another field makes speak.
    if field.name == "on_timeout", isAbsent("timeout") { return nil }
    if field.name == "backoff", isAbsent("delay") { return nil }
    return "\(field.name): \(value)"
  }
  guard !facts.isEmpty else { return nil }
  return InlineNote(offset: place.range.end, text: facts.joined(separator: ", "), kind: .defaults)
}

/// A flag that is off is what everybody expects of an absent one, and a quorum has a note of its own.
private func tellsDefault(_ field: FieldRow) -> Bool {
  if field.name == "required_approvals" || field.isRequired { return false }
  if case .boolean = field.type { return field.defaultText == "true" }
  // Defaults that are told in words are no values.
  return field.defaultText?.utf8.contains(0x20) == false
}

/// More about a note, as Markdown: a schedule's next five times; nil where the note says all.
package func tooltip(of note: InlineNote, in document: AnalyzedDocument) -> String? {
  for context in document.contexts {
    for trigger in context.workflow.triggers {
      guard case .schedule(let schedule) = trigger.kind, let cron = schedule.cron,
        context.written(cron, of: trigger)?.end == note.offset,
        let times = CronTimes(cron.value, in: schedule.timezone?.value)
      else { continue }
      return times.markdown(after: context.moment)
    }
  }
  return nil
}
