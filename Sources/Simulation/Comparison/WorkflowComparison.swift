// SPDX-License-Identifier: Apache-2.0
import Schedule
import SourceText
package import WorkflowModel

/// What changes for an operator from one version of a workflow to another.
package struct WorkflowComparison {
  /// The changes: what weakens first, otherwise in the order of the new file.
  package private(set) var changes: [WorkflowChange] = []
  private let old: Workflow
  private let new: Workflow
  private let directory: Directory

  /// Compares two versions; steps are the same where their ids are. Complexity: that of two gate proofs.
  package init(_ old: Workflow, _ new: Workflow, directory: Directory = Directory()) {
    self.old = old
    self.new = new
    self.directory = directory
    compareHeads()
    compareTriggers()
    compareSteps()
    compareOrder()
    comparePaths()
    let order: [WorkflowChange.Effect] = [.weakened, .strengthened, .changed]
    changes = order.flatMap { effect in changes.filter { $0.effect == effect } }
  }

  private mutating func add(_ effect: WorkflowChange.Effect, _ topic: WorkflowChange.Topic, _ text: String) {
    let change = WorkflowChange(effect, topic, text)
    if !changes.contains(change) { changes.append(change) }
  }

  private static func span(_ span: Located<Milliseconds>?) -> String? { span.map { DurationText.short($0.value) } }

  // MARK: The workflow itself

  private mutating func compareHeads() {
    func differ(_ topic: WorkflowChange.Topic, _ what: String, _ before: String?, _ after: String?) {
      guard before != after else { return }
      switch (before, after) {
      case (nil, let after?): add(.changed, topic, "\(what) is now \(after)")
      case (let before?, nil): add(.changed, topic, "\(what), \(before) until now, is gone")
      case (let before?, let after?): add(.changed, topic, "\(what) changes from \(before) to \(after)")
      case (nil, nil): break
      }
    }
    differ(.content, "the name", old.name?.value, new.name?.value)
    differ(.content, "the environment", old.environment?.value, new.environment?.value)
    differ(.content, "the deployment", old.deployment?.value, new.deployment?.value)
    differ(.trigger, "the status", (old.status?.value ?? .draft).rawValue, (new.status?.value ?? .draft).rawValue)
    compareTimeouts("the workflow", old.timeout, new.timeout)
    let (before, after) = (old.concurrencyPolicy?.value ?? .reject, new.concurrencyPolicy?.value ?? .reject)
    if before != after {
      let effect: WorkflowChange.Effect = after == .allow ? .weakened : before == .allow ? .strengthened : .changed
      add(effect, .concurrency, "a second run: \(Self.words(before)) until now, \(Self.words(after)) from now on")
    }
    let (policy, other) = (old.onFailure?.value ?? .stop, new.onFailure?.value ?? .stop)
    if policy != other {
      add(
        other == .continue ? .weakened : .changed, .failure,
        "when a step fails, the run: \(policy.rawValue) until now, \(other.rawValue) from now on")
    }
    let known = Set(old.inputs.map(\.name.value))
    let kept = Set(new.inputs.map(\.name.value))
    for input in new.inputs where !known.contains(input.name.value) {
      add(.changed, .content, "the input `\(input.name.value)` is new" + (input.isNeeded ? " and must be given" : ""))
    }
    for input in old.inputs where !kept.contains(input.name.value) {
      add(.changed, .content, "the input `\(input.name.value)` is gone")
    }
  }

  private static func words(_ policy: ConcurrencyPolicy) -> String {
    switch policy {
    case .reject: "it is refused"
    case .queue: "it waits"
    case .replace: "it takes the first one's place"
    case .allow: "both run at one time"
    }
  }

  private mutating func compareTimeouts(
    _ what: String, _ before: Located<Milliseconds>?, _ after: Located<Milliseconds>?
  ) {
    guard before?.value != after?.value else { return }
    switch (Self.span(before), Self.span(after)) {
    case (let before?, nil): add(.weakened, .timeout, "\(what) may take for ever: its timeout of \(before) is gone")
    case (nil, let after?): add(.strengthened, .timeout, "\(what) may take \(after) at most")
    case (let old?, let new?):
      add(.changed, .timeout, "\(what) may take \(new) at most, \(old) until now")
    case (nil, nil): break
    }
  }

  // MARK: What starts it

  private mutating func compareTriggers() {
    let before = old.triggers.map(Self.words)
    let after = new.triggers.map(Self.words)
    let isProtected = new.steps.indices.contains { new.protectedEnvironment(of: $0, directory) != nil }
    var gone = before.filter { !after.contains($0) }
    for (place, words) in after.enumerated() where !before.contains(words) {
      let trigger = new.triggers[place]
      // A schedule that takes another one's place is a changed one.
      if case .schedule = trigger.kind, let other = gone.first(where: { $0.hasPrefix("on the schedule") }) {
        gone.removeAll { $0 == other }
        add(.changed, .trigger, "a run starts \(words), until now \(other)")
        continue
      }
      let isByHand: Bool
      if case .manual = trigger.kind { isByHand = true } else { isByHand = false }
      add(isProtected && !isByHand ? .weakened : .changed, .trigger, "a run also starts \(words)")
    }
    for words in gone { add(.changed, .trigger, "no run starts \(words) any more") }
  }

  private static func words(_ trigger: Trigger) -> String {
    func list(_ texts: [Located<String>]) -> String { texts.map { "`\($0.value)`" }.joined(separator: ", ") }
    switch trigger.kind {
    case .manual(let allow): return "by hand" + (allow.isEmpty ? "" : " of \(list(allow))")
    case .schedule(let schedule):
      let text = schedule.cron?.value ?? ""
      let words = CronExpression.parse(text).expression.map { " (\($0.describe()))" } ?? ""
      return "on the schedule `\(text)`\(words) in \(schedule.timezone?.value ?? "UTC")"
    case .webhook: return "on a webhook"
    case .gitPush(let push):
      var parts: [String] = []
      if !push.branches.isEmpty { parts.append("to \(list(push.branches))") }
      if !push.tags.isEmpty { parts.append("of tags \(list(push.tags))") }
      if !push.paths.isEmpty { parts.append("that change \(list(push.paths))") }
      if push.requiresSuccess { parts.append("whose checks have passed") }
      return "on pushes" + (parts.isEmpty ? "" : " " + parts.joined(separator: " "))
    case .incident(let incident):
      let what = list(incident.severities + incident.namespaces + incident.reasons)
      return "on incidents" + (what.isEmpty ? "" : " of \(what)")
    case .workflow(let chain):
      let statuses = chain.statuses.isEmpty ? "success" : chain.statuses.map(\.value).joined(separator: ", ")
      return "after `\(chain.workflow?.value ?? "")` ended as \(statuses)"
    case nil: return "on \(trigger.type?.value ?? "something")"
    }
  }

  // MARK: Steps

  private func step(_ id: String, in workflow: Workflow) -> Step? { workflow.steps.first { $0.id?.value == id } }

  private mutating func compareSteps() {
    for step in old.steps {
      guard let id = step.id?.value, self.step(id, in: new) == nil else { continue }
      if case .approval = step.action {
        add(.weakened, .gate, "the approval `\(id)` is gone")
      } else {
        add(.changed, .content, "the step `\(id)` is gone")
      }
    }
    for step in new.steps {
      guard let id = step.id?.value else { continue }
      guard let before = self.step(id, in: old) else {
        if case .approval = step.action {
          add(.strengthened, .gate, "the approval `\(id)` is new")
        } else {
          add(.changed, .content, "the step `\(id)` is new")
        }
        continue
      }
      compare(before, step, id)
    }
  }

  private mutating func compare(_ before: Step, _ after: Step, _ id: String) {
    if before.type?.value != after.type?.value {
      var effect = WorkflowChange.Effect.changed
      if case .approval = before.action { effect = .weakened }
      add(
        effect, .content, "`\(id)` is of type \(after.type?.value ?? "none"), \(before.type?.value ?? "none") until now"
      )
    }
    compareTimeouts("`\(id)`", before.timeout, after.timeout)
    let condition = before.condition.map { old.expressions[$0].text }
    let other = after.condition.map { new.expressions[$0].text }
    if condition != other {
      var effect = WorkflowChange.Effect.changed
      if case .approval = after.action, condition == nil { effect = .weakened }
      let text = other.map { "runs only if `\($0)`" } ?? "runs whatever its condition was"
      add(effect, .gate, "`\(id)` \(text)" + (condition.map { ", if `\($0)` until now" } ?? ""))
    }
    let policy = before.onFailure?.value ?? old.onFailure?.value ?? .stop
    let now = after.onFailure?.value ?? new.onFailure?.value ?? .stop
    if policy != now, before.onFailure?.value != after.onFailure?.value {
      add(
        now == .continue ? .weakened : .changed, .failure,
        "when `\(id)` fails: \(policy.rawValue) until now, \(now.rawValue) from now on")
    }
    if before.retry?.attempts?.value != after.retry?.attempts?.value {
      add(
        .changed, .failure,
        "`\(id)` is tried \(after.retry?.attempts?.value ?? 1) times, \(before.retry?.attempts?.value ?? 1) until now")
    }
    if case .approval(let one) = before.action, case .approval(let two) = after.action { compare(one, two, id) }
    if case .infrastructure(let one) = before.action, case .infrastructure(let two) = after.action {
      if one.verb?.value != two.verb?.value {
        add(
          .changed, .content,
          "`\(id)` does \(two.verb?.value.rawValue ?? "nothing") instead of \(one.verb?.value.rawValue ?? "nothing")")
      }
      if one.autoApprove?.value != true, two.autoApprove?.value == true {
        add(.weakened, .gate, "`\(id)` asks nobody before it changes anything")
      }
    }
    if before.environment?.value != after.environment?.value {
      add(
        .changed, .path,
        "`\(id)` changes \(after.environment?.value ?? "the workflow's environment"), \(before.environment?.value ?? "the workflow's environment") until now"
      )
    }
  }

  private mutating func compare(_ before: ApprovalAction, _ after: ApprovalAction, _ id: String) {
    let (quorum, other) = (before.requiredApprovals?.value ?? 1, after.requiredApprovals?.value ?? 1)
    if quorum != other {
      add(
        other < quorum ? .weakened : .strengthened, .gate,
        "`\(id)` needs \(other) approval\(other == 1 ? "" : "s"), \(quorum) until now")
    }
    let asked = before.approvers.map(\.value)
    let asks = after.approvers.map(\.value)
    let more = asks.filter { !asked.contains($0) }
    let fewer = asked.filter { !asks.contains($0) }
    func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
    if !more.isEmpty { add(.weakened, .gate, "\(list(more)) may approve `\(id)` too") }
    if !fewer.isEmpty { add(.strengthened, .gate, "\(list(fewer)) may not approve `\(id)` any more") }
    let (mayVote, votes) = (before.allowSelfApproval?.value ?? true, after.allowSelfApproval?.value ?? true)
    if mayVote != votes {
      add(
        votes ? .weakened : .strengthened, .gate,
        "whoever starts the run may\(votes ? "" : " not") approve `\(id)`" + (votes ? "" : " any more"))
    }
    let (silence, other2) = (before.onTimeout?.value ?? .reject, after.onTimeout?.value ?? .reject)
    if silence != other2 {
      func isOpen(_ policy: ApprovalAction.TimeoutPolicy) -> Bool { policy == .approve || policy == .skip }
      let effect: WorkflowChange.Effect =
        isOpen(other2) && !isOpen(silence) ? .weakened : isOpen(silence) && !isOpen(other2) ? .strengthened : .changed
      add(effect, .gate, "when nobody answers `\(id)`: \(other2.rawValue), \(silence.rawValue) until now")
    }
  }

  // MARK: Order and paths

  private mutating func compareOrder() {
    let (before, after) = (DependencyGraph(old), DependencyGraph(new))
    guard before.cycles.isEmpty, after.cycles.isEmpty else { return }
    for step in new.steps {
      guard let id = step.id?.value, let known = self.step(id, in: old) else { continue }
      for need in known.dependencies {
        guard let name = old.steps[need.step].id?.value, let place = self.step(name, in: new)?.index,
          !after.isAncestor(place, of: step.index)
        else { continue }
        var effect = WorkflowChange.Effect.changed
        if case .approval = new.steps[place].action { effect = .weakened }
        add(effect, .order, "`\(id)` does not wait for `\(name)` any more")
      }
      for need in step.dependencies {
        guard let name = new.steps[need.step].id?.value, let place = self.step(name, in: old)?.index,
          !before.isAncestor(place, of: known.index)
        else { continue }
        add(.changed, .order, "`\(id)` now waits for `\(name)`")
      }
    }
  }

  /// Changes that ran only behind an approval and now do not, or the other way round.
  private mutating func comparePaths() {
    let limits = GateLimits(passes: 256, runs: 1_000)
    let before = GateProof(old, DependencyGraph(old), GateQuestion(), directory: directory, limits: limits)
    let after = GateProof(new, DependencyGraph(new), GateQuestion(), directory: directory, limits: limits)
    for step in new.steps where new.isChange(step.index) {
      let environment = new.protectedEnvironment(of: step.index, directory)
      guard let id = step.id?.value else { continue }
      let isGated = after.isProved(step.index)
      guard let known = self.step(id, in: old), old.isChange(known.index) else {
        if let environment, !isGated {
          add(.weakened, .path, "`\(id)` is a new way to \(environment) without a granted approval")
        }
        continue
      }
      let wasGated = before.isProved(known.index)
      if wasGated, !isGated {
        add(
          .weakened, .path,
          "a run reaches `\(id)`\(environment.map { ", which changes \($0)," } ?? "") without a granted approval")
      } else if !wasGated, isGated {
        add(.strengthened, .path, "`\(id)` runs only after a granted approval")
      } else if environment != nil, old.protectedEnvironment(of: known.index, directory) == nil, !isGated {
        add(.weakened, .path, "`\(id)` changes \(environment ?? "") now, without a granted approval")
      }
    }
  }
}
