// SPDX-License-Identifier: Apache-2.0
import Testing

extension NeutralCaseTests {
  /// Rows that other suites check: the golden texts and deadline (A), order, joins and branches (K), retries (G),
  /// concurrency (H), time zones and cron (F, in the schedules' own tests).
  static let elsewhere: [String: String] = [
    "A01": "GoldenTests.resultTable", "A02": "GoldenTests.notice", "A03": "GoldenTests.timeline",
    "A04": "GoldenTests.aDeadlineThatNobodyMeets",
    "F01": "CronTimesTests",
    "F02": "CronTimesTests",
    "F03": "CronTimesTests",
    "F04": "CronTimesTests",
    "F06": "CronTimesTests",
    "F07": "CronTimesTests",
    "F08": "CronTimesTests",
    "F09": "CronTimesTests",
    "F10": "CronTimesTests",
    "F11": "CronTimesTests",
    "F12": "CronTimesTests",
    "F13": "CronTimesTests",
    "F14": "CronTimesTests",
    "F15": "CronTimesTests",
    "F16": "CronTimesTests",
    "F17": "CronTimesTests",
    "F18": "CronTimesTests",
    "F19": "CronTimesTests",
    "F20": "CronTimesTests",
    "F21": "CronTimesTests",
    "F22": "CronTimesTests",
    "F23": "CronTimesTests",
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
  static let left: [(ids: String, reason: String)] = [
    (
      "B01",
      "a race of branches: no step of the format ends because another one has"
    ),
    (
      "K29",
      "as B01: the first to end does not cancel the others"
    ),
    (
      "B03",
      "steps emit no events"
    ),
    (
      "B08 B12 B15 B16 B18 B19",
      "reshapes data by that language's own filters; outputs are CEL here, and the mocks give them"
    ),
    (
      "B20",
      "catches errors by type and status with a pointer to the failed task; here a guard asks for `failure()`"
    ),
    (
      "C03",
      "asks whether a step may proceed while another is undecided: all needs end first here"
    ),
    (
      "C08 C09 C10 C11 C12",
      "asks for any or all of a step's children: rounds are one step here, and one failure fails it"
    ),
    (
      "C13 C14",
      "daemon steps that run beside the workflow are not in the format"
    ),
    (
      "E01 E13",
      "runs up to a horizon and goes on from there: a simulation here always runs to its end"
    ),
    (
      "E02",
      "a negative delay: the reader of durations refuses it before the engine (DurationTests)"
    ),
    (
      "E04",
      "processes that wait for a timer twice: a step is waited for once"
    ),
    (
      "E05 E06",
      "conditions over timers with OR: needs are AND here"
    ),
    (
      "E07",
      "a join that fails before all of its members have ended: needs are waited for to the end"
    ),
    (
      "E08",
      "errors that nobody catches end the program there; here each failure has its policy"
    ),
    (
      "E11 E12",
      "interrupts of processes by each other; only people cancel here (K19, K20)"
    ),
    (
      "F05",
      "that scheduler takes `*/5` for a restriction of the days; here it is none, as cronie has it"
    ),
    (
      "G08 G09",
      "retries and catchers by the name of the error: a step has one retry policy"
    ),
    (
      "G11",
      "linear backoff: the format has constant and exponential"
    ),
    (
      "G12 G13",
      "jitter of delays: the format has none for retries"
    ),
    (
      "G15",
      "gives up before a delay that would pass the limit; here the step fails when its time is up"
    ),
    (
      "H02",
      "the second run would be failed; here a refused run is cancelled with the reason `rejected` (H01)"
    ),
    (
      "H08",
      "people give no inputs when they let a run go on"
    ),
    (
      "H10 H11 H12 H13",
      "what a scheduler makes up for after it was down: scenarios have no downtime"
    ),
    (
      "I04",
      "asks for one job on the command line with all that it needs: a run is always the whole workflow"
    ),
    (
      "I06 I07",
      "jobs that are never there and needs that may be missing: an unknown need is WF102's"
    ),
    (
      "I08",
      "a matrix by cross product: a loop goes through one list"
    ),
    (
      "I09",
      "the same job twice on the command line"
    ),
    (
      "I10",
      "failures told apart by exit code"
    ),
    (
      "J01 J02 J03 J04 J05",
      "needs the PSPLIB instance files and a scheduler of scarce resources; longest paths are RandomWorkflowTests'"
    ),
    (
      "K08",
      "a step would run once for each arrival: it runs once a run"
    ),
    (
      "K12",
      "rounds that nobody waits for: a loop waits for its rounds"
    ),
    (
      "K15",
      "rounds that are added while a loop runs: its list is read once"
    ),
    (
      "K17 K40",
      "steps in any order, never two at once: there is no lock inside of a run"
    ),
    (
      "K18",
      "a guard that is asked again while the step waits: an `if` is asked once"
    ),
    (
      "K22",
      "a workflow that starts itself: WF106 refuses it, and calls end at a depth (NestingTests)"
    ),
    (
      "K24",
      "an event that is kept until somebody waits for it: it is lost here (K23)"
    ),
    (
      "K28 K31 K33",
      "joins that block or let pass by arrival counts: a step runs once a run"
    ),
    (
      "K34 K35 K36",
      "loops that end when some of their rounds have: all rounds end first"
    ),
    (
      "K41 K42",
      "several threads of control through one step"
    ),
  ]

  /// Rows that this suite runs, but for `triggerRules`.
  static let ownRows = [
    "B02", "B04", "B05", "B06", "B07", "B09", "B10", "B11", "B13", "B14", "B17", "B21", "C01", "C02", "C04", "C05",
    "C06",
    "C07", "C15", "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24", "E03", "G04", "G06", "G07", "G16",
    "G17",
    "G18", "G19", "G20", "H01", "H05", "H07", "I01", "I02", "I03", "I05", "K01", "K02", "K03", "K04", "K05", "K06",
    "K07",
    "K09", "K10", "K11", "K26", "K37", "K38",
  ]

  /// A rule of Airflow's as the format says it: its needs, S for success, K skipped, F failed, U held up because of a
  /// failure before it, the guard over them, and whether the step runs.
  struct TriggerRule: Sendable, CustomTestStringConvertible {
    var id: String
    var needs: String
    var rule: String
    var runs: Bool
    var testDescription: String { "\(id) \(rule) \(needs)" }

    init(_ id: String, _ needs: String, _ rule: String, _ runs: Bool) {
      (self.id, self.needs, self.rule, self.runs) = (id, needs, rule, runs)
    }
  }

  static let triggerRules: [TriggerRule] = [
    .init("D01", "", "all_done", true), .init("D02", "KFU", "one_success", false),
    .init("D03", "KK", "one_success", false), .init("D04", "SS", "one_failed", false),
    .init("D05", "KKFF", "one_failed", true), .init("D06", "KKUU", "one_failed", true),
    .init("D07", "SS", "one_done", true), .init("D08", "FF", "one_done", true), .init("D09", "KK", "one_done", false),
    .init("D10", "UU", "one_done", false), .init("D11", "S", "", true), .init("D12", "SF", "", false),
    .init("D13", "SK", "all_success", false), .init("D14", "SK", "", true), .init("D15", "SKF", "", false),
    .init("D16", "SKU", "", false), .init("D17", "SK", "none_failed_min_one_success", true),
    .init("D18", "KK", "none_failed_min_one_success", false),
    .init("D19", "SKF", "none_failed_min_one_success", false),
    .init("D20", "SKU", "none_failed_min_one_success", false), .init("D21", "FF", "all_failed", true),
    .init("D22", "SS", "all_failed", false), .init("D23", "SS", "all_done", true),
    .init("D24", "S", "all_skipped", false), .init("D25", "", "all_done", true),
    .init("D26", "L", "all_done_setup_success", true), .init("D27", "F", "all_done_setup_success", false),
    .init("D28", "SF", "all_done_setup_success", true), .init("D29", "SL", "all_done_setup_success", true),
    .init("D30", "FK", "all_done_setup_success", false), .init("D31", "KK", "all_done_setup_success", false),
    .init("D32", "SF", "first_setup_success", true), .init("D33", "K", "all_done_setup_success", false),
  ]
}
