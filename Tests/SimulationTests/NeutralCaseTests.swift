// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import TestSupport
import Testing
import WorkflowModel

@testable import Simulation

/// Rows of other engines' behaviour that hold for any engine, checked by their ids. Which rows are checked where, and
/// why the others are not, is the table below: every row of the corpus must be in it.
@Suite struct NeutralCaseTests {
  @Test func everyRowOfTheCorpusIsAccountedFor() throws {
    guard let corpus = RepositoryPaths.corpus else {
      print("skipped: no corpora beside the project")
      return
    }
    struct Row: Decodable { var id: String }
    let data = try Data(contentsOf: corpus.appendingPathComponent("sim-cases.json"))
    let rows = try JSONDecoder().decode([Row].self, from: data).map(\.id)
    let left = Self.left.flatMap { row in row.ids.split(separator: " ").map { (id: String($0), reason: row.reason) } }
    let rules = Self.triggerRules.map(\.id)
    let run = Set(Self.elsewhere.keys).union(Self.ownRows).union(rules)
    let known = run.union(left.map(\.id))
    for (id, reason) in left.sorted(by: { $0.id < $1.id }) { print("not run: \(id): \(reason)") }
    print("\(run.count) of \(rows.count) rows are run, \(left.count) are not")
    #expect(rows.count == 212)
    #expect(run.isDisjoint(with: left.map(\.id)))
    #expect(run.count + left.count == rows.count)
    #expect(rows.filter { !known.contains($0) } == [])
    #expect(known.filter { !rows.contains($0) } == [])
  }

  private func scenario(failing: [String]) -> Scenario {
    var scenario = Scenario()
    scenario.mocks = failing.map { Mock($0, MockOutcome(duration: 1_000, failing: "x")) }
    return scenario
  }

  /// Order: B02 and B04 in list order, K01 to K03 starts at the ends of needs, E03 waiters in their order.
  @Test func order() {
    var builder = WorkflowBuilder()
    for id in ["red", "green", "blue"] { builder.step(id) }
    builder.step("right", needs: ["blue"])
    builder.step("left", needs: ["blue"])
    builder.step("join", needs: ["left", "right"])
    let result = simulate(builder)
    let starts = result.trace.events.filter { $0.kind == .stepStarted }.map { event in
      "\(result.record(Int(event.instance)).name) \(event.time)"
    }
    #expect(starts == ["red 0", "green 1000", "blue 2000", "right 3000", "left 3000", "join 4000"])
  }

  /// B09, B10, B11, K04: a matching case, none without and with a default.
  @Test(arguments: [("red", ["setRed"]), ("blue", ["setBlue"]), ("yellow", [])])
  func branches(color: String, taken: [String]) {
    for hasDefault in [false, true] {
      var builder = WorkflowBuilder()
      let cases = ["Red", "Green", "Blue"].map { (when: "inputs.color == '\($0.lowercased())'", then: ["set\($0)"]) }
      builder.condition("choose", cases, else: hasDefault ? ["setCustom"] : nil)
      for id in ["setRed", "setGreen", "setBlue"] + (hasDefault ? ["setCustom"] : []) { builder.step(id) }
      var scenario = Scenario()
      scenario.trigger = TriggerData(type: "manual")
      scenario.trigger?.inputs = [("color", .string(color))]
      let result = simulate(builder, scenario)
      let ran = result.runs[0].steps.filter { $0.hasStarted }.map(\.name)
      #expect(ran == ["choose"] + (taken.isEmpty && hasDefault ? ["setCustom"] : taken))
      #expect(result.runOutcome() == "success completed")
    }
  }

  /// Argo's `depends` as needs and a guard: A and E succeed, C fails, K and N are skipped, O because its need failed.
  @Test(arguments: [
    ("C02", "A && B", true), ("C06", "B && C", false), ("C04", "S(A) && (S(C) || F(C))", true),
    ("C05", "S(B) || S(C)", true), ("C07", "S(E) || S(N)", true), ("C15", "K(O)", true), ("C16", "S(A)", true),
    ("C17", "!S(A)", false), ("C18", "F(C)", true), ("C19", "!F(C)", false), ("C20", "K(K)", true),
    ("C21", "!K(K)", false), ("C22", "S(A)", true), ("C23", "F(C)", true), ("C24", "K(N)", true),
  ])
  func needs(id: String, depends: String, runs: Bool) {
    var builder = WorkflowBuilder()
    for id in ["A", "B", "C", "E"] { builder.step(id, needs: []) }
    for id in ["K", "N"] { builder.step(id, needs: [], if: "false") }
    builder.step("O", needs: ["C"])
    let named = ["A", "B", "C", "E", "K", "N", "O"].filter { name in
      depends.contains("(\(name))") || depends.hasPrefix(name + " ") || depends.hasSuffix(" " + name)
    }
    var guardText: String? = depends
    for (letter, state) in [("S", "success"), ("F", "failed"), ("K", "skipped")] {
      for name in named {
        guardText = guardText?.replacing("\(letter)(\(name))", with: "steps.\(name).status == '\(state)'")
      }
    }
    guardText = guardText?.replacing("!steps", with: "true != (steps").replacing("!(", with: "true != (")
    if depends.hasPrefix("!") { guardText = (guardText ?? "") + ")" }
    if !depends.contains("(") { guardText = nil }
    builder.step("last", needs: named, if: guardText)
    // Where nothing asks for it C does well: a failure beside the step would stop the run.
    let isAsked = depends.contains("C") || depends.contains("O")
    let result = simulate(builder, scenario(failing: isAsked ? ["C"] : []))
    #expect(result.step("last")?.hasStarted == runs, "\(id): \(guardText ?? "needs")")
    // C01: it does not start before its needs have ended.
    let end = named.compactMap { result.step($0)?.endedAt }.max() ?? 0
    #expect((result.step("last")?.readyAt ?? -1) == end, "\(id)")
  }

  /// Airflow's trigger rules: the default where needs are AND, a guard where not. All needs end first (D26, D29: L is late).
  @Test(arguments: triggerRules)
  func triggerRule(_ row: TriggerRule) {
    var builder = WorkflowBuilder()
    var ids: [String] = []
    if row.needs.contains("U") { builder.step("before", needs: []) }
    var failing = ["before"]
    for (place, letter) in row.needs.enumerated() {
      let id = "\(letter.lowercased())\(place)"
      ids.append(id)
      builder.step(id, needs: letter == "U" ? ["before"] : [], if: letter == "K" ? "false" : nil)
      if letter == "F" { failing.append(id) }
    }
    func any(_ states: [String], of ids: [String]) -> String {
      ids.flatMap { id in states.map { "steps.\(id).status == '\($0)'" } }.joined(separator: " || ")
    }
    func all(_ state: String) -> String { ids.map { "steps.\($0).status == '\(state)'" }.joined(separator: " && ") }
    let condition: String? =
      switch row.rule {
      case "": nil
      case "all_done": "always()"
      case "one_success", "all_done_setup_success": any(["success"], of: ids)
      case "first_setup_success": any(["success"], of: [ids[0]])
      case "one_failed": "failure()"
      case "one_done": any(["success", "failed"], of: ids)
      case "all_success": all("success")
      case "all_failed": all("failed")
      case "all_skipped": all("skipped")
      default: "success() && (\(any(["success"], of: ids)))"
      }
    builder.step("last", needs: ids, if: condition)
    var scenario = scenario(failing: failing)
    scenario.mocks += ids.filter { $0.hasPrefix("l") }.map { Mock($0, MockOutcome(duration: 9_000)) }
    let result = simulate(builder, scenario)
    #expect(result.step("last")?.hasStarted == row.runs)
    #expect(result.step("last")?.readyAt == ids.compactMap { result.step($0)?.endedAt }.max() ?? 0)
  }

  /// GitLab's `when`: always, on_failure with needs, an unrelated failure (I01, I02, I03), `needs: []` (I05).
  @Test func whenAlwaysAndOnFailure() {
    var builder = WorkflowBuilder()
    builder.step("build", needs: [])
    builder.step("pre", needs: [])
    builder.step("always", needs: ["build"], if: "always()")
    builder.step("on_failure", needs: ["build"], if: "failure()")
    builder.step("unrelated", needs: ["pre"], if: "failure()")
    builder.step("at_once", needs: [])
    let result = simulate(builder, scenario(failing: ["build"]))
    #expect(
      ["always", "on_failure", "unrelated", "at_once"].map { result.states[$0] } == [
        "success", "success", "skipped", "success",
      ])
    #expect(result.span("at_once") == "0-1")
  }

  /// Merges run once and wait for exactly the branches that were taken (K05, K06, K07, K37, K38); the run ends when
  /// nothing is left (K11).
  @Test func merges() {
    for (left, right) in [(true, true), (true, false), (false, true), (false, false)] {
      var builder = WorkflowBuilder()
      builder.step("start")
      builder.condition("l", [("\(left)", ["a"])], needs: ["start"])
      builder.condition("r", [("\(right)", ["b"])], needs: ["start"])
      builder.step("a")
      builder.step("b")
      builder.step("merge", needs: ["a", "b"])
      var scenario = Scenario()
      scenario.mocks = [Mock("b", MockOutcome(duration: 5_000))]
      let result = simulate(builder, scenario)
      let merge = result.span("merge")
      #expect(merge == (right ? "6-7" : left ? "2-3" : "never"))
      #expect(
        result.trace.events.count { $0.kind == .stepStarted && result.record(Int($0.instance)).name == "merge" }
          == (left || right ? 1 : 0))
      #expect(result.runOutcome() == "success completed")
    }
  }

  /// A join that another dialect may ask for: the first need that ends lets the step start, once (K09).
  @Test func joinsOnTheFirst() {
    var rules = EngineRules()
    rules.join = .first
    var builder = WorkflowBuilder()
    builder.step("slow", needs: [])
    builder.step("fast", needs: [])
    builder.step("join", needs: ["slow", "fast"])
    var scenario = Scenario()
    scenario.mocks = [Mock("slow", MockOutcome(duration: 9_000))]
    let result = simulate(builder, scenario, rules: rules)
    #expect(result.span("join") == "1-2")
    #expect(result.runs[0].duration == 9_000)
  }

  /// Needs beat the order of the list (B05); a loop goes through its items in order (B06).
  @Test func listsAndLoops() {
    var builder = WorkflowBuilder()
    builder.step("red", needs: [])
    builder.step("blue", needs: ["green"])
    builder.step("green", needs: ["red"])
    let inner = builder.loop("colors", over: "['red', 'green', 'blue']", as: "color", needs: ["blue"])
    builder.step("paint", if: "color != 'green'", list: inner)
    let result = simulate(builder)
    #expect(["red", "green", "blue"].map { result.span($0) } == ["0-1", "1-2", "2-3"])
    #expect((0..<3).map { result.span("paint[\($0)]") } == ["3-4", "never", "4-5"])
  }

  /// What a request comes to: a status that is expected goes on (B17), another one fails the run with nothing to catch it
  /// (B21, B07), and what is read of its body decides (B13, B14).
  @Test(arguments: [(200, "success"), (404, "failed"), (400, "failed")])
  func requests(status: Int64, state: String) {
    var builder = WorkflowBuilder()
    builder.step("get", http("https://pets.example.com/pet/1", expect: ["2xx"]))
    builder.step("one", if: "steps.get.outputs.body.id == 1")
    builder.step("other", if: "[1, 2] == [steps.get.outputs.body.id, 2] && steps.get.outputs.body.id == 2")
    var scenario = Scenario()
    scenario.mocks = [
      Mock(
        "get",
        MockOutcome(
          duration: 1_000, outputs: [("status_code", .int(status)), ("body", .object([("id", .int(1))]))]))
    ]
    let result = simulate(builder, scenario)
    #expect(result.runs[0].state.text == state)
    #expect(result.states["get"] == state)
    if status == 200 {
      #expect(result.states["one"] == "success" && result.states["other"] == "skipped")
    } else {
      #expect(result.step("get")?.message?.contains("\(status)") == true)
    }
  }

  /// Retries: delays double up to the cap until the time is up (G04), the fifth delay of a doubling second is 16 (G06),
  /// five retries are six tries (G07), a step that succeeds late (G16), a constant delay within a budget (G18), and what
  /// follows a step that failed for good (G17).
  @Test func retriesOfOtherEngines() {
    var builder = WorkflowBuilder()
    builder.step("g04", needs: []) {
      $0.retry = retry(100, delay: 50, exponential: true, maximum: 10_000)
      $0.timeout = here(seconds(60))
      $0.onFailure = here(.continue)
    }
    builder.step("g18", needs: []) {
      $0.retry = retry(100, delay: 2_000)
      $0.timeout = here(seconds(6))
      $0.onFailure = here(.continue)
    }
    builder.step("g06", needs: []) {
      $0.retry = retry(6, delay: 1_000, exponential: true)
      $0.onFailure = here(.continue)
    }
    builder.step("g16", needs: []) { $0.retry = retry(4, delay: 1_000) }
    builder.step("g17", needs: []) { $0.retry = retry(5) }
    builder.step("errors", needs: ["g17"], if: "failure()")
    var scenario = Scenario()
    scenario.mocks = ["g04", "g18", "g06", "g17"].map { Mock($0, MockOutcome(duration: 0, failing: "x")) }
    var thrice = MockOutcome(duration: 0, failing: "x")
    thrice.repetitions = 3
    scenario.mocks.append(Mock("g16", attempts: [thrice, MockOutcome(duration: 0)]))
    let result = simulate(builder, scenario)
    func starts(_ name: String) -> [Int64] {
      result.trace.events.filter { $0.kind == .stepStarted && result.record(Int($0.instance)).name == name }.map(\.time)
    }
    let g04 = starts("g04")
    #expect(
      zip(g04, g04.dropFirst()).map { $1 - $0 } == [
        50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000, 10_000,
      ])
    #expect(result.step("g04")?.endedAt == 60_000 && result.step("g04")?.reason == .timedOut)
    #expect(starts("g18") == [0, 2_000, 4_000])
    #expect(result.step("g18")?.endedAt == 6_000)
    #expect(starts("g06") == [0, 1_000, 3_000, 7_000, 15_000, 31_000])
    #expect(starts("g16").count == 4 && result.states["g16"] == "success")
    #expect(starts("g17").count == 5 && starts("errors").count == 1)
    #expect(result.runs[0].state == .failed)
  }

  /// A second run of a group is refused at once, and the first goes on (H01), even where that is paused (H05).
  @Test(arguments: [false, true])
  func theSecondRunIsRefused(isPaused: Bool) {
    var builder = WorkflowBuilder()
    builder.step("work")
    var scenario = Scenario()
    scenario.mocks = [Mock("work", MockOutcome(duration: 5_000))]
    scenario.arrivals = [Arrival(.at(0), workflow: "test"), Arrival(.at(2_000), workflow: "test")]
    if isPaused { scenario.events = [ScenarioEvent(at: 1_000, .pause), ScenarioEvent(at: 9_000, .resume)] }
    let result = simulate(builder, scenario)
    #expect(result.runOutcome(1) == "cancelled rejected")
    #expect(result.runs[1].endedAt == 2_000)
    #expect(result.runs[0].state == .success)
  }

  /// A pause whose time is up fails, and the later step never runs (H07).
  @Test func aPauseTimesOut() {
    var builder = WorkflowBuilder()
    builder.step("pause", .suspend(nil)) { $0.timeout = here(seconds(1)) }
    builder.step("later")
    var silence = MockOutcome()
    silence.status = .hangs
    var scenario = Scenario()
    scenario.mocks = [Mock("pause", silence)]
    let result = simulate(builder, scenario)
    #expect(result.outcome("pause") == "failed timed_out")
    #expect(result.step("pause")?.endedAt == 1_000)
    #expect(result.step("later")?.hasStarted == false)
  }

  /// Siblings are cancelled at the first failure, where a dialect asks for it (K26); steps that need each other are said to
  /// wait for ever (K10).
  @Test func siblingsAndCycles() {
    var rules = EngineRules()
    rules.failureCancelsRunning = true
    var builder = WorkflowBuilder()
    let inner = builder.group("all")
    builder.step("bad", list: inner)
    builder.step("slow", list: inner)
    var scenario = scenario(failing: ["bad"])
    scenario.mocks.append(Mock("slow", MockOutcome(duration: 9_000)))
    let result = simulate(builder, scenario, rules: rules)
    #expect(result.states["slow"] == "cancelled" && result.span("slow") == "0-1")
    var cycle = WorkflowBuilder()
    cycle.step("a", needs: ["b"])
    cycle.step("b", needs: ["a"])
    #expect(simulate(cycle).runs[0].reason == .deadlock)
  }

  /// The later steps of a list never run when one has failed for good (G19), and scripted errors come before the
  /// success (G20).
  @Test func scriptedErrors() {
    var builder = WorkflowBuilder()
    builder.step("one") { $0.retry = retry(4) }
    builder.step("two")
    var twice = MockOutcome(duration: 0, failing: "late")
    twice.repetitions = 2
    var scenario = Scenario()
    scenario.mocks = [
      Mock("one", attempts: [MockOutcome(duration: 0, failing: "early"), twice, MockOutcome(duration: 0)])
    ]
    let result = simulate(builder, scenario)
    #expect(result.step("one")?.failures == ["early", "late", "late"])
    #expect(result.outcome("two") == "success completed")
    scenario.mocks = [Mock("one", MockOutcome(duration: 0, failing: "x"))]
    #expect(simulate(builder, scenario).step("two")?.hasStarted == false)
  }
}
