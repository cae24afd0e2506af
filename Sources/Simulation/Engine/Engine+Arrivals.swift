// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// A run that is going to come.
struct PlannedArrival {
  /// The workflow; nil for every workflow that the trigger starts.
  var workflow: Int?
  /// What starts it; nil for the workflow's first trigger.
  var trigger: TriggerData?
  /// The declared trigger that fires, an index; nil where the data decides.
  var declared: Int?
  var isForced = false
  /// Whether a workflow that is not active refuses it.
  var honoursStatus = true
  /// Its place in the scenario; -1 for the one run that a scenario without arrivals has.
  var source = -1
  /// Whether it is an incident or a message: the workflows that it starts are not named.
  var isOccurrence = false
}

extension Engine {
  /// Plans the runs of the scenario.
  mutating func planArrivals() {
    for (place, occurrence) in scenario.occurrences.enumerated() {
      guard case .at(let time) = occurrence.time else { continue }
      var planned = PlannedArrival(workflow: nil, trigger: occurrence.trigger)
      planned.isOccurrence = true
      planned.source = place
      plan(planned, at: max(0, time))
    }
    if scenario.arrivals.isEmpty {
      if scenario.trigger == nil, !scenario.occurrences.isEmpty { return }
      let workflow = workflowIndex(scenario.workflow)
      var arrival = PlannedArrival(workflow: workflow ?? 0, trigger: scenario.trigger)
      arrival.honoursStatus = false
      if let name = scenario.workflow, workflow == nil {
        report(ScenarioProblem(.error, "there is no workflow `\(name)`", range: scenario.range))
        return
      }
      return plan(arrival, at: 0)
    }
    for (place, arrival) in scenario.arrivals.enumerated() {
      let workflow = workflowIndex(arrival.workflow ?? (arrival.trigger == nil ? scenario.workflow : nil))
      if let name = arrival.workflow, workflow == nil {
        report(ScenarioProblem(.error, "there is no workflow `\(name)`", range: arrival.range))
        continue
      }
      switch arrival.time {
      case .at(let time):
        let isOpen = workflow == nil && arrival.trigger != nil
        var planned = PlannedArrival(workflow: isOpen ? nil : workflow ?? 0, trigger: arrival.trigger)
        planned.isForced = arrival.isForced
        planned.source = place
        plan(planned, at: max(0, time))
      case .cron(let from, let until): planSchedules(from, until, only: workflow, arrival, place)
      }
    }
  }

  private func workflowIndex(_ name: String?) -> Int? { name.flatMap { plan.workflowsByName[$0] } }

  mutating func plan(_ arrival: PlannedArrival, at time: Milliseconds) {
    guard !plan.workflows.isEmpty else { return }
    heap.push(
      .arrival, at: time, .outside, declaration: max(0, arrival.source), target: -1,
      payload: Int32(truncatingIfNeeded: arrivals.count))
    arrivals.append(arrival)
  }

  /// A run comes.
  mutating func arrive(_ place: Int32) {
    guard arrivals.indices.contains(Int(place)) else { return }
    let arrival = arrivals[Int(place)]
    if let workflow = arrival.workflow {
      let declared = plan.workflows[workflow].triggers
      let data = arrival.trigger ?? TriggerData(first: arrival.declared.map { declared[$0] } ?? declared.first)
      let index = arrival.declared ?? matchingTrigger(of: workflow, data)
      noteMismatch(workflow, data, index, arrival)
      return come(workflow, data, index, arrival)
    }
    guard let data = arrival.trigger else { return }
    var isUsed = false
    for workflow in plan.workflows.indices {
      guard let index = matchingTrigger(of: workflow, data) else { continue }
      isUsed = true
      come(workflow, data, index, arrival)
    }
    if !isUsed, arrival.isOccurrence {
      let name = data.type == "webhook" ? "message" : data.type
      report(ScenarioProblem(.error, "no workflow has a trigger that fires on this \(name)", range: data.range))
    } else if !isUsed {
      report(ScenarioProblem(.warning, "no workflow has a trigger for this \(data.type)", range: data.range))
    }
  }

  private mutating func noteMismatch(_ workflow: Int, _ data: TriggerData, _ index: Int?, _ arrival: PlannedArrival) {
    guard index == nil, arrival.trigger != nil, data.type != "manual", !plan.workflows[workflow].triggers.isEmpty else {
      return
    }
    report(
      ScenarioProblem(
        .warning,
        "no trigger of `\(plan.workflows[workflow].name?.value ?? "")` fires on this \(data.type); the run starts all the same",
        range: data.range))
  }

  private mutating func come(_ workflow: Int, _ data: TriggerData, _ index: Int?, _ arrival: PlannedArrival) {
    if arrival.honoursStatus, !isOpen(workflow, data, arrival) { return }
    let declared = index.flatMap { place in
      plan.workflows[workflow].triggers.indices.contains(place) ? plan.workflows[workflow].triggers[place] : nil
    }
    _ = admit(workflow, data, declared: declared, isForced: arrival.isForced)
  }

  /// Whether a workflow runs on a trigger: an active one does, a paused one by hand only, a draft not at all.
  private mutating func isOpen(_ workflow: Int, _ data: TriggerData, _ arrival: PlannedArrival) -> Bool {
    let status = plan.workflows[workflow].status?.value ?? .draft
    if status == .active || (status == .paused && data.type == "manual") { return true }
    let list = arrival.isOccurrence ? scenario.occurrences : scenario.arrivals
    let range = list.indices.contains(arrival.source) ? list[arrival.source].range : nil
    report(
      ScenarioProblem(
        .warning,
        "`\(plan.workflows[workflow].name?.value ?? "")` is \(status == .draft ? "a draft" : "paused") and does not start",
        range: range, workflow: workflow, workflowRange: plan.workflows[workflow].status?.range))
    return false
  }

  /// The end of a run starts the workflows that wait for it.
  mutating func startChained(_ run: Int32) {
    let upstream = plan.workflows[Int(runs[Int(run)].workflow)]
    guard let name = upstream.name?.value, plan.hasChains else { return }
    let state = runs[Int(run)].state.text
    for (workflow, candidate) in plan.workflows.enumerated() {
      for trigger in candidate.triggers {
        guard case .workflow(let chain) = trigger.kind, chain.workflow?.value == name else { continue }
        let statuses = chain.statuses.isEmpty ? ["success"] : chain.statuses.map(\.value)
        guard statuses.contains(state) else { continue }
        var data = TriggerData(type: "workflow")
        data.upstream = name
        data.actor = contexts.trigger(of: run)?.actor
        guard isOpen(workflow, data, PlannedArrival()) else { break }
        let value = CELValue.object([
          ("name", .string(name)), ("status", .string(state)), ("outputs", contexts.outputs(of: run) ?? .object([])),
        ])
        _ = admit(workflow, data, declared: trigger, upstream: value)
        break
      }
    }
  }

  // MARK: Inputs

  /// The inputs of a run: what the trigger carries, what the declared trigger supplies, the defaults.
  mutating func inputs(
    of workflow: Int, _ run: Int32, _ data: TriggerData, _ declared: Trigger?, _ upstream: CELValue?
  ) -> CELValue {
    var fields: [(String, CELValue)] = data.inputs.map { ($0.name, $0.value) }
    func isSet(_ name: String) -> Bool { fields.contains { $0.0 == name } }
    for input in declared?.inputs ?? [] where !isSet(input.name.value) {
      if let literal = input.literal, case .success(let value) = value(of: literal, -1, run: run) {
        fields.append((input.name.value, value))
      } else if let expression = input.expression {
        let number = plan.expressionBases[workflow] + Int32(truncatingIfNeeded: expression)
        let extra = data.roots(upstream: upstream)
        if case .success(let value) = evaluate(number, -1, run: run, extra: extra) {
          fields.append((input.name.value, value))
        }
      }
    }
    for input in plan.workflows[workflow].inputs where !isSet(input.name.value) {
      let name = input.name.value
      if let given = input.defaultValue, case .success(let value) = value(of: given, -1, run: run) {
        fields.append((name, value))
      } else if input.isRequired {
        report(
          ScenarioProblem(
            scenario.unmocked == .error ? .error : .note, "the run has no value for the required input `\(name)`",
            suggestion: "inputs: {\(name): …}", range: data.range, workflow: workflow,
            workflowRange: input.name.range))
        fields.append((name, .unknown("inputs.\(name)")))
      } else {
        fields.append((name, .null))
      }
    }
    return .object(fields)
  }
}
