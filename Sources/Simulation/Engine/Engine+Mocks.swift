// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

extension Engine {
  /// Makes the scenario's mocks ready, once.
  mutating func prepareMocks() {
    _ = addTable(scenario.mocks, of: nil)
    firstReply = Int32(truncatingIfNeeded: outcomes.count)
    for reply in scenario.http {
      var outcome = MockOutcome()
      outcome.duration = reply.duration
      outcome.outputs = [
        ("status_code", .int(reply.status)), ("body", reply.body ?? .null),
        ("headers", .object(reply.headers.map { ($0.name, .string($0.value)) })),
      ]
      outcomes.append(outcome)
    }
  }

  /// Files mocks as a table; those that name no step are reported where `workflow` is nil or has no such step.
  mutating func addTable(_ list: [Mock], of workflow: Int?) -> Int32 {
    var table = MockTable(byStep: Array(repeating: -1, count: plan.steps.count))
    for mock in list {
      let place = Int32(truncatingIfNeeded: mocks.count)
      let tries = mock.outcomes.reduce(0) { $0 &+ max(1, $1.repetitions) }
      mocks.append(CompiledMock(mock: mock, first: Int32(truncatingIfNeeded: outcomes.count), tries: tries))
      outcomes.append(contentsOf: mock.outcomes)
      var steps: [Int32] = []
      let name = MockTable.parse(mock.step)
      if let name, let found = plan.stepsByID[name.id] {
        steps = workflow.map { own in found.filter { Int(plan.steps[Int($0)].workflow) == own } } ?? found
      }
      guard let name, !steps.isEmpty else {
        mocks[Int(place)].isUsed = true
        guard let workflow else {
          initialProblems.append(
            ScenarioProblem(
              .error, "the scenario mocks `\(mock.step)`, and no workflow has a step of that id", range: mock.range))
          continue
        }
        let name = plan.workflows[workflow].name?.value ?? ""
        table.problems.append(
          ScenarioProblem(
            .error, "the scenario mocks `\(mock.step)`, and `\(name)` has no step of that id", range: mock.range))
        continue
      }
      for step in steps {
        if name.rounds.isEmpty {
          table.byStep[Int(step)] = place
        } else {
          table.byInstance[step, default: []].append((name.rounds, place))
        }
      }
    }
    tables.append(table)
    return Int32(truncatingIfNeeded: tables.count - 1)
  }

  /// The mock of an instance; nil for none. Complexity: O(1) where no mock is for a single round.
  mutating func mock(for instance: Int32) -> Int32? {
    let step = instances[Int(instance)].step
    let table = Int(runs[Int(run(of: instance))].table)
    var found = tables[table].byStep[Int(step)]
    if !tables[table].byInstance.isEmpty, let special = tables[table].byInstance[step] {
      let rounds = rounds(of: instance)
      if let match = special.last(where: { $0.rounds == rounds }) { found = match.mock }
    }
    guard found >= 0 else { return nil }
    mocks[Int(found)].isUsed = true
    return found
  }

  /// Reports a step without a mock, with a mock to paste.
  mutating func reportUnmocked(_ instance: Int32, _ step: StepPlan) {
    let id = plan.step(instances[Int(instance)].step).id?.value ?? ""
    let suggestion =
      switch plan.step(instances[Int(instance)].step).action {
      case .approval(let action):
        "\(id): {decisions: [{after: 5m, by: \(approvers(of: action).grantors(1, excluding: nil).first ?? "someone"), decision: approve}]}"
      case .http: "\(id): {duration: 1s, outputs: {status_code: 200}}"
      case .infrastructure(let action) where action.verb?.value == .plan:
        "\(id): {duration: 10s, outputs: {plan_summary: {add: 1, change: 0, destroy: 0}}}"
      default: "\(id): {duration: 10s}"
      }
    let workflow = Int(step.workflow)
    report(
      ScenarioProblem(
        .error, "step `\(name(of: instance))` runs, and the scenario has no mock of it", suggestion: suggestion,
        range: scenario.range, workflow: workflow,
        workflowRange: plan.step(instances[Int(instance)].step).id?.range))
  }

  /// What is left to say about the mocks when all is over.
  mutating func reportUnusedMocks() {
    for mock in mocks where !mock.isUsed {
      report(ScenarioProblem(.warning, "the mock of `\(mock.mock.step)` is not used", range: mock.mock.range))
    }
  }

  // MARK: HTTP

  /// The reply of the scenario to an instance's request, an index into `outcomes`; nil where none matches.
  mutating func reply(to instance: Int32) -> Int32? {
    guard !scenario.http.isEmpty, case .http(let action) = plan.step(instances[Int(instance)].step).action else {
      return nil
    }
    let method = action.method?.value ?? "GET"
    guard let template = action.url?.value, let url = text(of: template, instance) else { return nil }
    for (place, reply) in scenario.http.enumerated() {
      if let wanted = reply.method, wanted.uppercased() != method.uppercased() { continue }
      if WildcardText.matches(reply.url, url) { return firstReply + Int32(truncatingIfNeeded: place) }
    }
    guard scenario.unmocked == .error else { return nil }
    report(
      ScenarioProblem(
        .error, "no reply of the scenario's `http` matches \(method) \(url) of step `\(name(of: instance))`",
        suggestion: "- {method: \(method), url: \"\(url)\", reply: {status: 200}}", range: scenario.range))
    return nil
  }

  /// Why the status code of an instance's outputs is not among those that its step expects; nil where it is, or where
  /// the mock does not say.
  func unexpectedStatus(_ instance: Int32) -> String? {
    guard case .http(let action) = plan.step(instances[Int(instance)].step).action,
      let code = outputs[Int(instance)]?.asMap?[field: "status_code"]?.asInt
    else { return nil }
    let expected = action.expected.isEmpty ? ["2xx"] : action.expected.map(\.value)
    let digits = Array(String(code).utf8)
    let matches = expected.contains { pattern in
      let wanted = Array(pattern.utf8)
      return wanted.count == digits.count
        && zip(wanted, digits).allSatisfy { $0 == $1 || $0 == 0x78 || $0 == 0x58 }
    }
    return matches ? nil : "HTTP \(code), expected \(expected.joined(separator: " or "))"
  }

  /// What an `http` step without a mock is taken to get.
  func assumedReply(_ instance: Int32) -> CELValue? {
    guard case .http(let action) = plan.step(instances[Int(instance)].step).action else { return nil }
    let first = action.expected.lazy.map(\.value).compactMap { pattern -> Int64? in
      Int64(String(pattern.map { $0 == "x" || $0 == "X" ? "0" : $0 }))
    }.first
    let name = name(of: instance)
    return .object([
      ("status_code", .int(first ?? 200)), ("body", .unknown("steps.\(name).outputs.body")),
      ("headers", .unknown("steps.\(name).outputs.headers")),
    ])
  }
}

/// Text with `*` for any text.
enum WildcardText {
  /// Whether all of `text` is what `pattern` says. Complexity: O(n · m) at worst, no recursion.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let wanted = Array(pattern.utf8)
    let given = Array(text.utf8)
    var place = 0
    var position = 0
    var star: Int?
    var mark = 0
    while position < given.count {
      if place < wanted.count, wanted[place] == 0x2A {
        star = place
        mark = position
        place += 1
      } else if place < wanted.count, wanted[place] == given[position] {
        place += 1
        position += 1
      } else if let last = star {
        place = last + 1
        mark += 1
        position = mark
      } else {
        return false
      }
    }
    while place < wanted.count, wanted[place] == 0x2A { place += 1 }
    return place == wanted.count
  }
}

/// "1 attempt", "3 attempts".
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
