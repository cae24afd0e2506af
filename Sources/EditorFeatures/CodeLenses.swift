// SPDX-License-Identifier: Apache-2.0
import YAMLSyntax
package import Analysis
import Dialect
import Rules
import Schedule
package import SourceText
import WorkflowModel

/// A line that an editor shows above a text: something to run, or something to know.
package struct EditorLens: Hashable, Sendable {
  /// What it is about.
  package enum Kind: Hashable, Sendable {
    /// Runs the workflow in a dry run.
    case dryRun
    /// Shows the workflow's graph.
    case graph
    /// Runs the scenarios of the workflow's file, or one of a scenario file; says how they came out once it is resolved.
    case scenarios(name: String?)
    /// Nothing to run: the text says all.
    case note(String)
  }

  /// The text that it stands above, on one line; half-open byte offsets.
  package var range: TextRange
  /// What it is about.
  package var kind: Kind
}

/// The lenses of a document: what can be run, when schedules fire next, how often a step is named; in document order.
///
/// - Parameter linked: the scenario files of a workflow.
package func codeLenses(of document: AnalyzedDocument, linked: LinkedFiles = LinkedFiles()) -> [EditorLens] {
  if document.parsed.kind == .scenario { return scenarioLenses(document) }
  var result: [EditorLens] = []
  for (index, context) in document.contexts.enumerated() {
    let workflow = context.workflow
    let head = workflow.name?.range ?? firstLine(of: context.root.range, document)
    // The steps of what is deployed are not those of the file: there is no graph of it.
    let isDeployed = context.lowered.details is any DeployableDetails
    if isDeployed ? canBeDeployed(document, context) : !workflow.steps.isEmpty {
      result.append(EditorLens(range: head, kind: .dryRun))
      if !isDeployed { result.append(EditorLens(range: head, kind: .graph)) }
      if !linked.scenarios.isEmpty { result.append(EditorLens(range: head, kind: .scenarios(name: nil))) }
    }
    result += deploymentNotes(of: document, context).map { EditorLens(range: $0.range, kind: .note($0.text)) }
    for trigger in workflow.triggers {
      guard case .schedule(let schedule) = trigger.kind, let cron = schedule.cron,
        let note = CronTimes(cron.value, in: schedule.timezone?.value)?.nextNote(after: context.moment)
      else { continue }
      result.append(EditorLens(range: context.written(cron, of: trigger) ?? cron.range, kind: .note(note)))
    }
    result += referenceLenses(document, index, linked)
  }
  return result.sorted { ($0.range, $0.rank) < ($1.range, $1.rank) }
}

extension EditorLens {
  fileprivate var rank: Int {
    switch kind {
    case .dryRun: 0
    case .graph: 1
    case .scenarios: 2
    case .note: 3
    }
  }
}

/// Whether a document is deployed by itself: it has nodes, and no other file of the workspace imports it.
func canBeDeployed(_ document: AnalyzedDocument, _ context: WorkflowContext) -> Bool {
  guard document.linkage?.importers.isEmpty != false else { return false }
  return context.root.mergedEntry("node_templates")?.value.resolved?.mergedEntries.isEmpty == false
}

private func firstLine(of range: TextRange, _ document: AnalyzedDocument) -> TextRange { TextRange(at: range.start) }

private func scenarioLenses(_ document: AnalyzedDocument) -> [EditorLens] {
  document.rowContexts.flatMap { context -> [EditorLens] in
    (context.root.mergedEntry("scenarios")?.value.resolved?.items ?? []).compactMap { written in
      guard let name = written.resolved?.mergedEntry("name")?.value.resolved, name.kind == .scalar else { return nil }
      return EditorLens(range: name.contentRange, kind: .scenarios(name: name.text))
    }
  }
}

private func referenceLenses(_ document: AnalyzedDocument, _ index: Int, _ linked: LinkedFiles) -> [EditorLens] {
  let workflow = document.contexts[index].workflow
  let declarations = Set(workflow.steps.compactMap { $0.id?.range })
  var counts: [String: Int] = [:]
  for place in document.stepOccurrences(in: index) where !declarations.contains(place.range) {
    counts[place.value, default: 0] += 1
  }
  for scenario in linked.scenarios {
    for mention in scenarioMentions(in: scenario)
    where mention.calls.isEmpty && (mention.workflow == nil || mention.workflow == workflow.name?.value) {
      counts[mention.id, default: 0] += 1
    }
  }
  return workflow.steps.compactMap { step in
    guard let id = step.id, let count = counts[id.value], count > 0 else { return nil }
    return EditorLens(range: id.range, kind: .note(count == 1 ? "1 reference" : "\(count) references"))
  }
}
