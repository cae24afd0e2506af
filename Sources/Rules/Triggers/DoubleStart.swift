// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Schedule
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports two workflows that one event starts and that change one thing.
package enum DoubleStart: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF421", "double-start", .triggers, .hint,
    summary: "Two workflows start on one event and change one project.",
    rationale: """
      Nobody says which of them changes the project first. Let one call or follow the other, or let them share a concurrency group that \
      queues.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: deploy
        status: active
        triggers: [«{type: git_push, branches: [main, "release/*"]}»]
        steps:
          - {id: a, type: iac, project: network, action: apply}

        """, fileName: "a.wf.yaml",
        others: [
          (
            "b.wf.yaml",
            """
            schema: wflint/v1
            name: nightly
            status: active
            triggers: [{type: git_push, branches: [main]}]
            steps:
              - {id: a, type: iac, project: network, action: apply}

            """
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: deploy
        status: active
        triggers: [«{type: schedule, cron: "0 3 * * *", timezone: UTC}»]
        steps:
          - {id: a, type: promote, app: web}

        """, fileName: "a.wf.yaml",
        others: [
          (
            "b.wf.yaml",
            """
            schema: wflint/v1
            name: nightly
            status: active
            triggers: [{type: schedule, cron: "0 03 * * *", timezone: UTC}]
            steps:
              - {id: a, type: promote, app: web}

            """
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: deploy
        status: active
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: a, type: iac, project: network, action: apply}

        """, fileName: "a.wf.yaml",
        others: [
          (
            "b.wf.yaml",
            """
            schema: wflint/v1
            name: check
            status: active
            triggers: [{type: git_push, branches: [main]}]
            steps:
              - {id: a, type: iac, project: network, action: plan}

            """
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: deploy
        status: active
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: a, type: iac, project: network, action: apply}

        """, fileName: "a.wf.yaml",
        others: [
          (
            "b.wf.yaml",
            """
            schema: wflint/v1
            name: staging
            status: active
            triggers: [{type: git_push, branches: ["**", "!main"]}]
            steps:
              - {id: a, type: iac, project: network, action: apply}

            """
          )
        ]),
    ])

  /// Reports a pair in the first of its files, on the trigger that both share.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard !context.workflow.triggers.isEmpty, let workspace = context.workspace,
      let own = workspace.workflow(named: context.workflow.name, at: context.path), mayRun(own)
    else { return }
    var seen: Set<String> = []
    for change in own.changes {
      for other in workspace.workflows(changing: change) where isPartner(other, of: own) && !seen.contains(other.name) {
        guard let trigger = sharedTrigger(own, other), let node = context.node(trigger.syntax) else { continue }
        seen.insert(other.name)
        report.add(
          node.firstLine, "`\(other.name)` starts on the same event and changes \(change) too",
          related: [
            RelatedPlace(
              path: other.path == context.path ? nil : other.path, range: other.nameRange,
              message: "`\(other.name)` stands here", start: other.path == context.path ? nil : other.nameStart)
          ])
      }
    }
  }

  /// Whether another workflow comes behind this one in the order of the files, and may run beside it.
  private static func isPartner(_ other: WorkflowSummary, of own: WorkflowSummary) -> Bool {
    (own.path, own.nameRange.start) < (other.path, other.nameRange.start) && other.name != own.name && mayRun(other)
      && !isQueued(own, other)
  }

  /// The first trigger that some event fires together with one of the other's.
  private static func sharedTrigger(_ own: WorkflowSummary, _ other: WorkflowSummary) -> Trigger? {
    own.triggers.first { trigger in other.triggers.contains { SharedEvent.exists(trigger, $0) } }
  }

  private static func mayRun(_ workflow: WorkflowSummary) -> Bool {
    workflow.status == .active || !workflow.isStatusGiven
  }

  /// Whether the two wait for each other, so that they are meant to come together.
  private static func isQueued(_ first: WorkflowSummary, _ second: WorkflowSummary) -> Bool {
    first.concurrencyGroup == second.concurrencyGroup && first.concurrencyPolicy == .queue
      && second.concurrencyPolicy == .queue
  }
}

/// Whether one event surely fires two triggers.
enum SharedEvent {
  /// Whether there is such an event; no where it is not certain.
  static func exists(_ first: Trigger, _ second: Trigger) -> Bool {
    switch (first.kind, second.kind) {
    case (.gitPush(let left), .gitPush(let right)): pushes(left, right)
    case (.schedule(let left), .schedule(let right)): schedules(left, right)
    case (.workflow(let left), .workflow(let right)): chains(left, right)
    case (.incident(let left), .incident(let right)):
      first.filter == nil && second.filter == nil && common(left.events, right.events)
        && common(left.severities, right.severities) && common(left.namespaces, right.namespaces)
        && common(left.reasons, right.reasons)
    default: false
    }
  }

  private static func pushes(_ left: GitPushTrigger, _ right: GitPushTrigger) -> Bool {
    guard left.repository?.value == right.repository?.value, texts(left.paths) == texts(right.paths) else {
      return false
    }
    return names(left.branches, right.branches, orNone: left.tags.isEmpty && right.tags.isEmpty)
      || names(left.tags, right.tags, orNone: false)
  }

  /// Whether some name fits two lists of globs; `orNone` says what two empty lists mean.
  private static func names(_ left: [Located<String>], _ right: [Located<String>], orNone: Bool) -> Bool {
    if left.isEmpty && right.isEmpty { return orNone }
    guard !left.isEmpty, !right.isEmpty else { return false }
    let first = GlobList(left.compactMap { try? Glob($0.value) })
    let second = GlobList(right.compactMap { try? Glob($0.value) })
    let candidates = (left + right).map(\.value).filter { !Glob.hasSpecialCharacters($0) }
    if candidates.contains(where: { first.includes($0) && second.includes($0) }) { return true }
    return texts(left) == texts(right) && first.globs.contains { !$0.isNegated }
  }

  private static func schedules(_ left: ScheduleTrigger, _ right: ScheduleTrigger) -> Bool {
    guard let first = left.cron.flatMap({ CronExpression.parse($0.value).expression }),
      let second = right.cron.flatMap({ CronExpression.parse($0.value).expression }), let zone = left.timezone?.value
    else { return false }
    return first == second && zone == right.timezone?.value
  }

  private static func chains(_ left: WorkflowTrigger, _ right: WorkflowTrigger) -> Bool {
    guard let name = left.workflow?.value, name == right.workflow?.value else { return false }
    let first = left.statuses.isEmpty ? ["success"] : texts(left.statuses)
    let second = right.statuses.isEmpty ? ["success"] : texts(right.statuses)
    return first.contains(where: second.contains)
  }

  /// Whether a plain name is in both lists; an empty list lets all through.
  private static func common(_ left: [Located<String>], _ right: [Located<String>]) -> Bool {
    left.isEmpty || right.isEmpty || texts(left).contains(where: texts(right).contains)
  }

  private static func texts(_ list: [Located<String>]) -> [String] { list.map(\.value) }
}
