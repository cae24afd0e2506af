// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import Expression
import Schedule
package import Simulation
import SourceText
import WorkflowModel
package import YAMLSyntax

/// Reads a scenario file into the engine's model: leniently, with what is wrong as schema problems.
package struct ScenarioReader {
  /// The scenarios.
  package private(set) var suite = ScenarioSuite()
  /// What is wrong, for the rules to report.
  package private(set) var problems: [SchemaProblem]
  /// Every text whose row gives it a format.
  package let texts: [TypedText]
  var values: ScenarioValues

  /// Reads the root of a document that says `schema: wflint-sim/v1`.
  package init(_ root: YAMLNode) {
    let walk = SchemaWalk(root, schema: ScenarioRows.schema)
    problems = walk.problems
    texts = walk.texts
    values = ScenarioValues()
    guard root.kind == .mapping else { return }
    suite.workflows = root.mergedEntry("workflow")?.value.locatedTexts ?? []
    suite.base.unmocked = .error
    suite.base.defaultDuration = .fixed(1000)
    var base = suite.base
    readShared(root, &base)
    suite.base = base
    for written in root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
      guard let node = written.resolved, node.kind == .mapping else { continue }
      suite.scenarios.append(scenario(node))
    }
    if let coverage = root.mergedEntry("coverage")?.value.resolved {
      suite.requiredStepCoverage = coverage.mergedEntry("steps")?.value.number
      suite.requiredBranchCoverage = coverage.mergedEntry("branches")?.value.number
    }
    for written in root.mergedEntry("prove")?.value.resolved?.items ?? [] {
      guard let property = values.property(written) else { continue }
      suite.properties.append(property)
      suite.propertyRanges.append(written.range)
    }
    problems += values.problems
  }

  /// A value of a scenario file as expressions see it.
  package static func value(_ node: YAMLNode) -> CELValue { ScenarioValues().value(node) }

  /// What the file and a scenario may both say.
  private mutating func readShared(_ node: YAMLNode, _ scenario: inout Scenario) {
    if let start = node.mergedEntry("clock")?.value.resolved?.mergedEntry("start")?.value {
      scenario.start = values.instant(start) ?? scenario.start
    }
    if let seed = node.mergedEntry("seed")?.value.locatedInteger?.value { scenario.seed = UInt64(clamping: seed) }
    if let directory = node.mergedEntry("directory") { scenario.directory = Directory(reading: directory.value) }
    if let defaults = node.mergedEntry("defaults")?.value.resolved {
      scenario.unmocked =
        defaults.mergedEntry("unmocked")?.value.located(UnmockedPolicy.self)?.value ?? scenario.unmocked
      if let duration = defaults.mergedEntry("duration")?.value {
        scenario.defaultDuration = values.distribution(duration) ?? scenario.defaultDuration
      }
    }
    if let mocks = node.mergedEntry("mocks")?.value { scenario.mocks = self.mocks(mocks, depth: 0) }
    for written in node.mergedEntry("http")?.value.resolved?.items ?? [] {
      if let mock = httpMock(written) { scenario.http.append(mock) }
    }
    values.readDeployment(node, &scenario.deployment)
  }

  private mutating func scenario(_ node: YAMLNode) -> Scenario {
    var scenario = suite.base
    scenario.name = node.mergedEntry("name")?.value.locatedText?.value ?? "unnamed"
    scenario.range = node.mergedEntry("name")?.value.range ?? node.range
    let shared = scenario.mocks
    let sharedReplies = scenario.http
    scenario.mocks = []
    scenario.http = []
    readShared(node, &scenario)
    scenario.mocks = ScenarioSuite.merged(shared, scenario.mocks)
    scenario.http += sharedReplies
    scenario.workflow = node.mergedEntry("workflow")?.value.locatedText?.value
    scenario.runID = node.mergedEntry("run")?.value.resolved?.mergedEntry("id")?.value.locatedText?.value
    scenario.trigger = node.mergedEntry("trigger").flatMap { trigger($0.value) }
    scenario.execution = values.execution(node)
    for written in node.mergedEntry("events")?.value.resolved?.items ?? [] {
      if let event = event(written) { scenario.events.append(event) }
      if let occurrence = occurrence(written) { scenario.occurrences.append(occurrence) }
    }
    for written in node.mergedEntry("arrivals")?.value.resolved?.items ?? [] {
      if let arrival = arrival(written) { scenario.arrivals.append(arrival) }
    }
    if let runs = node.mergedEntry("sample")?.value.resolved?.mergedEntry("runs")?.value.locatedInteger?.value {
      scenario.sampleRuns = Int(clamping: runs)
    }
    if let expect = node.mergedEntry("expect")?.value.resolved {
      scenario.expectations = values.expectations(expect)
    }
    return scenario
  }

  // MARK: Mocks

  private mutating func mocks(_ written: YAMLNode, depth: Int) -> [Mock] {
    guard depth < 16, let node = written.resolved, node.kind == .mapping else { return [] }
    var result: [Mock] = []
    for entry in node.mergedEntries where entry.key.kind == .scalar {
      guard let body = entry.value.resolved, body.kind == .mapping else { continue }
      var mock = Mock(step: entry.key.text)
      mock.range = entry.key.range
      if let attempts = body.mergedEntry("attempts")?.value.resolved {
        mock.isSequence = true
        for item in attempts.items { mock.outcomes.append(outcome(item)) }
      } else if body.mergedEntries.contains(where: { $0.key.text != "decisions" && $0.key.text != "mocks" }) {
        mock.outcomes = [outcome(body)]
      }
      if let decisions = body.mergedEntry("decisions")?.value.resolved {
        mock.decisions = decisions.items.compactMap { decision($0) }
      }
      if let child = body.mergedEntry("mocks")?.value { mock.child = mocks(child, depth: depth + 1) }
      result.append(mock)
    }
    return result
  }

  private mutating func outcome(_ written: YAMLNode) -> MockOutcome {
    var outcome = MockOutcome()
    guard let node = written.resolved else { return outcome }
    outcome.range = node.range
    outcome.duration = node.mergedEntry("duration").flatMap { values.distribution($0.value) }
    outcome.status = node.mergedEntry("status")?.value.located(MockOutcome.Status.self)?.value ?? .success
    outcome.message = node.mergedEntry("message")?.value.locatedText?.value
    if let reason = node.mergedEntry("fail")?.value.locatedText?.value {
      outcome.status = .failed
      outcome.message = reason
    }
    outcome.isPermanent = node.mergedEntry("recoverable")?.value.locatedBool?.value == false
    outcome.retryAfter = node.mergedEntry("retry_after")?.value.locatedDuration?.value
    if let reason = node.mergedEntry("reschedule")?.value.locatedText?.value {
      outcome.status = .failed
      outcome.isRescheduled = true
      outcome.message = reason
    }
    outcome.failureRate = min(max(node.mergedEntry("fail_rate")?.value.number ?? 0, 0), 1)
    outcome.outputs = values.fields(node.mergedEntry("outputs")?.value)
    outcome.repetitions = Int(clamping: node.mergedEntry("repeat")?.value.locatedInteger?.value ?? 1)
    return outcome
  }

  private mutating func decision(_ written: YAMLNode) -> MockDecision? {
    guard let node = written.resolved, node.kind == .mapping else { return nil }
    return MockDecision(
      after: node.mergedEntry("after")?.value.locatedDuration?.value ?? 0,
      person: node.mergedEntry("by")?.value.locatedText?.value ?? "",
      verdict: node.mergedEntry("decision")?.value.located(MockDecision.Verdict.self)?.value ?? .approve,
      comment: node.mergedEntry("comment")?.value.locatedText?.value, range: node.range)
  }

  private mutating func httpMock(_ written: YAMLNode) -> HTTPMock? {
    guard let node = written.resolved, let url = node.mergedEntry("url")?.value.locatedText?.value else { return nil }
    let reply = node.mergedEntry("reply")?.value.resolved
    var mock = HTTPMock(
      method: node.mergedEntry("method")?.value.locatedText?.value, url: url,
      status: reply?.mergedEntry("status")?.value.locatedInteger?.value ?? 200,
      duration: reply?.mergedEntry("after").flatMap { values.distribution($0.value) })
    mock.body = reply?.mergedEntry("body").map { values.value($0.value) }
    mock.headers = (reply?.mergedEntry("headers")?.value.resolved?.mergedEntries ?? []).map {
      ($0.key.text, $0.value.locatedText?.value ?? "")
    }
    mock.range = node.range
    return mock
  }

  // MARK: What happens

  private mutating func trigger(_ written: YAMLNode) -> TriggerData? {
    guard let node = written.resolved, node.kind == .mapping else { return nil }
    func text(_ key: StaticString) -> String? { node.mergedEntry(key)?.value.locatedText?.value }
    var trigger = TriggerData(type: text("type") ?? "manual")
    trigger.range = node.range
    trigger.actor = text("actor")
    trigger.branch = text("branch")
    trigger.tag = text("tag")
    trigger.repository = text("repository")
    trigger.paths = node.mergedEntry("paths")?.value.locatedTexts.map(\.value) ?? []
    if let commit = node.mergedEntry("commit")?.value.resolved {
      trigger.commitID = commit.mergedEntry("id")?.value.locatedText?.value
      trigger.commitMessage = commit.mergedEntry("message")?.value.locatedText?.value
      trigger.commitAuthor = commit.mergedEntry("author")?.value.locatedText?.value
      trigger.commitStatus = commit.mergedEntry("status")?.value.locatedText?.value
    }
    trigger.body = node.mergedEntry("body").map { values.value($0.value) }
    trigger.headers = node.mergedEntry("headers").map { values.value($0.value) }
    trigger.incident = values.fields(node.mergedEntry("incident")?.value)
    trigger.upstream = text("upstream")
    trigger.inputs = values.fields(node.mergedEntry("inputs")?.value)
    return trigger
  }

  private mutating func event(_ written: YAMLNode) -> ScenarioEvent? {
    guard let node = written.resolved, let at = node.mergedEntry("at")?.value.locatedDuration?.value else { return nil }
    for entry in node.mergedEntries {
      guard let kind = ScenarioEvent.Kind(rawValue: entry.key.text) else { continue }
      let subject = entry.value.locatedText?.value
      var event = ScenarioEvent(at: at, kind, step: subject == "run" ? nil : subject, range: node.range)
      event.run = max(0, Int(clamping: node.mergedEntry("run_number")?.value.locatedInteger?.value ?? 1) - 1)
      event.actor = node.mergedEntry("by")?.value.locatedText?.value
      return event
    }
    return nil
  }

  /// An incident or a message; nil for another event.
  private mutating func occurrence(_ written: YAMLNode) -> Arrival? {
    guard let node = written.resolved, let at = node.mergedEntry("at")?.value.locatedDuration?.value else { return nil }
    var data: TriggerData
    if let incident = node.mergedEntry("incident")?.value {
      data = TriggerData(type: "incident")
      data.incident = values.fields(incident)
      if !data.incident.contains(where: { $0.name == "event" }) {
        data.incident.append(("event", .string("created")))
      }
    } else if let message = node.mergedEntry("message")?.value.resolved {
      data = TriggerData(type: "webhook")
      data.body = message.mergedEntry("body").map { values.value($0.value) }
      data.headers = message.mergedEntry("headers").map { values.value($0.value) } ?? .object([])
    } else {
      return nil
    }
    data.actor = node.mergedEntry("by")?.value.locatedText?.value
    data.range = node.range
    return Arrival(.at(at), trigger: data, range: node.range)
  }

  private mutating func arrival(_ written: YAMLNode) -> Arrival? {
    guard let node = written.resolved else { return nil }
    var time = Arrival.Time.at(node.mergedEntry("at")?.value.locatedDuration?.value ?? 0)
    if let range = node.mergedEntry("cron")?.value.resolved {
      guard let from = range.mergedEntry("from").flatMap({ values.instant($0.value) }),
        let until = range.mergedEntry("until").flatMap({ values.instant($0.value) })
      else { return nil }
      time = .cron(from: from, until: until)
    }
    var arrival = Arrival(
      time, trigger: node.mergedEntry("trigger").flatMap { trigger($0.value) },
      workflow: node.mergedEntry("workflow")?.value.locatedText?.value, range: node.range)
    arrival.isForced = node.mergedEntry("force")?.value.locatedBool?.value ?? false
    arrival.execution = values.execution(node)
    return arrival
  }
}
