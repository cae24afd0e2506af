// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Rules
import Schedule
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// When the schedules that stand in a blueprint fire next, each with the text that names it.
///
/// What a schedule counts from the making of its deployment is told for one that is made now.
func deploymentNotes(of document: AnalyzedDocument, _ context: WorkflowContext) -> [(range: TextRange, text: String)] {
  let written = context.root.mergedEntry("deployment_settings")?.value.resolved?.mergedEntry("default_schedules")?.value
  guard let entries = written?.resolved?.mergedEntries, !entries.isEmpty,
    let details = context.lowered.details as? any DeployableDetails
  else { return [] }
  let deployed = details.deployed(
    context.workflow, inputs: nil, at: document.parsed.path, document.linkage?.imports ?? ImportedFiles(),
    folders: document.linkage?.folders ?? [])
  let schedules = deployed.workflow.model?.schedules ?? []
  return entries.compactMap { entry in
    guard let schedule = schedules.last(where: { entry.key.text == $0.name }) else { return nil }
    return schedule.note(at: context.moment).map { (entry.key.contentRange, $0) }
  }
}

extension DeploymentSchedule {
  /// Nil for a zone that nobody knows.
  fileprivate func note(at moment: Instant) -> String? {
    guard case .success(let zone) = TimeZoneDatabase.system.rules(named: timeZone ?? "UTC") else { return nil }
    guard isEnabled else { return "off" }
    guard let next = next(deployedAt: moment) else { return "fires no more" }
    let words: String
    if case .local = since { words = "next" } else { words = "next, deployed now" }
    return "\(words): \(CronTimes.text(next, in: zone))"
  }
}
