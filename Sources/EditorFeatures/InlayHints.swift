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
  /// The byte offset that it stands at.
  package var offset: Int
  /// What it says.
  package var text: String

  /// Makes a note.
  package init(offset: Int, text: String) {
    self.offset = offset
    self.text = text
  }
}

/// Crons in words, what a step without `needs` waits for, and how many must approve where the file does not say; in
/// document order.
package func inlayHints(of document: AnalyzedDocument, in range: TextRange) -> [InlineNote] {
  var result: [InlineNote] = []
  for context in document.contexts {
    result += cronNotes(context)
    for step in context.workflow.steps {
      if let note = orderNote(step, context.workflow) { result.append(note) }
      if let note = quorumNote(step, context) { result.append(note) }
    }
  }
  return result.filter { range.start <= $0.offset && $0.offset <= range.end }.sorted { $0.offset < $1.offset }
}

private func cronNotes(_ context: WorkflowContext) -> [InlineNote] {
  context.workflow.triggers.compactMap { trigger in
    guard case .schedule(let schedule) = trigger.kind, let cron = schedule.cron,
      let expression = CronExpression.parse(cron.value).expression, let node = context.node(cron.syntax)
    else { return nil }
    return InlineNote(offset: node.range.end, text: expression.describe())
  }
}

private func orderNote(_ step: Step, _ workflow: Workflow) -> InlineNote? {
  guard step.needsRange == nil, let id = step.id, let first = step.dependencies.first else { return nil }
  if case .explicit = first.origin { return nil }
  let names = step.dependencies.map { workflow.steps[$0.step].id?.value ?? workflow.steps[$0.step].displayName }
  return InlineNote(offset: id.range.end, text: "after \(names.joined(separator: ", "))")
}

private func quorumNote(_ step: Step, _ context: WorkflowContext) -> InlineNote? {
  guard case .approval(let approval) = step.action, approval.requiredApprovals == nil,
    let list = approval.approversRange, !approval.approvers.isEmpty
  else { return nil }
  var people: Set<String> = []
  for approver in approval.approvers {
    guard let principal = Principal.parse(approver.value).principal,
      let known = context.directory.people(of: principal)
    else { return nil }
    people.formUnion(known)
  }
  return InlineNote(offset: list.end, text: "1 of \(people.count) \(people.count == 1 ? "person" : "people")")
}

/// More about a note, as Markdown: a schedule's next five times; nil where the note says all.
package func tooltip(of note: InlineNote, in document: AnalyzedDocument) -> String? {
  for context in document.contexts {
    for trigger in context.workflow.triggers {
      guard case .schedule(let schedule) = trigger.kind, let cron = schedule.cron,
        let node = context.node(cron.syntax), node.range.end == note.offset,
        let expression = CronExpression.parse(cron.value).expression
      else { continue }
      var zone = TimeZoneRules(name: "UTC", offset: 0)
      if let name = schedule.timezone?.value, case .success(let known) = TimeZoneDatabase.system.rules(named: name) {
        zone = known
      }
      var lines: [String] = []
      var moment = context.moment
      while lines.count < 5, let next = expression.next(after: moment, in: zone) {
        lines.append("- \(CronTimes.text(next, in: zone))")
        moment = next
      }
      return lines.isEmpty ? "It never fires." : (["Next:", ""] + lines).joined(separator: "\n")
    }
  }
  return nil
}
