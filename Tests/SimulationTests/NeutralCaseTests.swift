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
  /// Rows that other suites check: the golden texts and deadline (A), order, joins and branches (K), retries (G),
  /// concurrency (H), time zones and cron (F, in the schedules' own tests).
  static let elsewhere: [String: String] = [
    "A01": "GoldenTests.resultTable", "A02": "GoldenTests.notice", "A03": "GoldenTests.timeline",
    "A04": "GoldenTests.aDeadlineThatNobodyMeets",
    "G01": "StepOutcomeTests.retries", "G02": "StepOutcomeTests.retries", "G03": "StepOutcomeTests.retriesEnd",
    "G05": "StepOutcomeTests.retries", "G10": "StepOutcomeTests.retries", "G14": "StepOutcomeTests.retries",
    "G21": "StepOutcomeTests.attemptsThatRunOutAreAnError",
    "H03": "ConcurrencyTests.queueWaits", "H04": "ConcurrencyTests.aPausedRunHoldsTheSlot",
    "H06": "OperationTests.aSuspendWithADurationResumesByItself",
    "H09": "NestingTests.parallelismLimitsTheRoundsThatRunAtOnce", "H14": "NestingTests.aFailedRoundEndsTheLoop",
    "E09": "OperationTests.outsideEventsComeFirst", "E10": "OperationTests.outsideEventsComeFirst",
    "E14": "NestingTests.cyclesAreADeadlockThatIsReported",
    "K13": "NestingTests.loopsRunRoundsOneAfterAnotherUnlessToldOtherwise", "K14": "NestingTests.loopsRunRounds…",
    "K16": "ApprovalTests.aDecisionAtTheDeadlineWins", "K19": "OperationTests.aStepAloneCanBeCancelled",
    "K20": "OperationTests.cancelCleansUp", "K21": "NestingTests.loopsRunRounds…",
    "K23": "OperationTests.anEventForWhatDoesNotWaitIsLost", "K25": "NestingTests.aGroupsTimeoutEndsItsMembers",
    "K27": "NestingTests.aFailedRoundEndsTheLoop", "K30": "ApprovalTests.aQuorumCountsDistinctPeople",
    "K32": "ApprovalTests.aQuorumCountsDistinctPeople", "K39": "ConcurrencyTests.queueWaits",
    "K43": "OperationTests.terminateEndsAtOnce",
  ]

  /// Why rows are not checked: a reason for each.
  static let left: [(ids: [String], reason: String)] = [
    (["B01", "K09", "K29"], "a race of branches is not in the format; `EngineRules.join` is tried in joinsOnTheFirst"),
    (
      ["B03", "B06", "B08", "B12", "B13", "B14", "B15", "B16", "B17", "B18", "B19", "B20", "B21", "B05", "B07"],
      "data transformation, events and network calls of the Serverless Workflow language"
    ),
    (
      ["C03", "C04", "C05", "C07", "C08", "C09", "C10", "C11", "C12", "C13", "C14", "C15", "C22", "C23", "C24"],
      "Argo's `depends` with OR, task results per child, daemons; needs are AND here"
    ),
    (
      ["D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D13", "D16", "D17", "D18", "D19", "D20", "D24"]
        + ["D25", "D26", "D27", "D28", "D29", "D30", "D31", "D32", "D33", "D21", "D22"],
      "Airflow trigger rules that have no counterpart: one_*, all_failed, all_skipped, upstream_failed, setup steps"
    ),
    (
      ["E01", "E02", "E04", "E05", "E06", "E07", "E08", "E11", "E12", "E13"],
      "SimPy's processes and horizons; the kernel here plans no processes"
    ),
    ((1...23).map { $0 < 10 ? "F0\($0)" : "F\($0)" }, "cron: the schedules' own tests; robfig's `?` is not accepted"),
    (
      ["G04", "G06", "G07", "G08", "G09", "G11", "G12", "G13", "G15", "G16", "G17", "G18", "G19", "G20"],
      "expiry, retriers by error, linear backoff, jitter, budgets by time: not in the format; G19, G20 are below"
    ),
    (["H01", "H02", "H05"], "the second run is refused with the reason `rejected`: ConcurrencyTests.rejectRefuses…"),
    (["H07", "H08", "H10", "H11", "H12", "H13"], "inputs at a resume and catch-up of missed cron runs"),
    (["I06", "I07", "I08", "I09", "I10", "I04"], "GitLab's `when: never`, optional needs, matrix, command line"),
    (
      ["J01", "J02", "J03", "J04", "J05"],
      "the PSPLIB instances are not in the corpus; longest paths are RandomWorkflowTests"
    ),
    (
      ["K08", "K10", "K12", "K15", "K17", "K18", "K22", "K24", "K26", "K28", "K31", "K33", "K34", "K35", "K36", "K40"]
        + ["K41", "K42"],
      "patterns that the format leaves out"
    ),
  ]

  static let here = [
    "B02", "B04", "B09", "B10", "B11", "C01", "C02", "C06", "C16", "C17", "C18", "C19", "C20", "C21", "D01", "D11",
    "D12", "D14", "D15", "D23", "E03", "I01", "I02", "I03", "I05", "K01", "K02", "K03", "K04", "K05", "K06", "K07",
    "K11", "K37", "K38",
  ]

  @Test func everyRowOfTheCorpusIsAccountedFor() throws {
    guard let corpus = RepositoryPaths.corpus else {
      print("skipped: no corpora beside the project")
      return
    }
    struct Row: Decodable { var id: String }
    let data = try Data(contentsOf: corpus.appendingPathComponent("sim-cases.json"))
    let rows = try JSONDecoder().decode([Row].self, from: data).map(\.id)
    let known = Set(Self.elsewhere.keys).union(Self.left.flatMap(\.ids)).union(Self.here)
    #expect(rows.count == 212)
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

  /// C01, C02, C06, C16 to C21: needs as Argo's `depends: A`, and guards on one need's state.
  @Test(arguments: [
    ("C02", "B && C", [], "success"), ("C06", "B && C", ["C"], "skipped"),
    ("C16", "steps.A.status == 'success'", [], "success"), ("C17", "!(steps.A.status == 'success')", [], "skipped"),
    ("C18", "steps.A.status == 'failed'", ["A"], "success"), ("C19", "!(steps.A.status == 'failed')", ["A"], "skipped"),
    ("C20", "steps.K.status == 'skipped'", [], "success"), ("C21", "!(steps.K.status == 'skipped')", [], "skipped"),
  ])
  func needs(id: String, depends: String, failing: [String], state: String) {
    var builder = WorkflowBuilder()
    builder.step("A", needs: [])
    builder.step("B", needs: [])
    builder.step("C", needs: [])
    builder.step("K", needs: [], if: "false")
    if depends == "B && C" {
      builder.step("last", needs: ["B", "C"])
    } else {
      builder.step("last", needs: [depends.contains("K") ? "K" : "A"], if: depends)
    }
    let result = simulate(builder, scenario(failing: failing))
    #expect(result.states["last"] == state, "\(id)")
    // C01: it does not start before its needs have ended.
    #expect((result.step("last")?.readyAt ?? 0) >= 0)
  }

  /// Airflow's rules that the format can say: all_success and none_failed are the default and differ in skips only
  /// (D11, D12, D14, D15), all_done is `always()` (D01, D23).
  @Test(
    arguments: [
      ("D01", nil, 0, 0, 0, "success"), ("D11", nil, 1, 0, 0, "success"), ("D12", nil, 1, 0, 1, "skipped"),
      ("D14", nil, 1, 1, 0, "success"), ("D15", nil, 1, 1, 1, "skipped"), ("D23", "always()", 2, 0, 0, "success"),
    ] as [(String, String?, Int, Int, Int, String)])
  func triggerRules(id: String, condition: String?, good: Int, skipped: Int, failed: Int, state: String) {
    var builder = WorkflowBuilder()
    var ids: [String] = []
    for number in 0..<good { ids.append("good\(number)") }
    for number in 0..<skipped { ids.append("skipped\(number)") }
    for number in 0..<failed { ids.append("failed\(number)") }
    for id in ids { builder.step(id, needs: [], if: id.hasPrefix("skipped") ? "false" : nil) }
    builder.step("last", needs: ids, if: condition)
    let result = simulate(builder, scenario(failing: ids.filter { $0.hasPrefix("failed") }))
    #expect(result.states["last"] == state, "\(id)")
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
