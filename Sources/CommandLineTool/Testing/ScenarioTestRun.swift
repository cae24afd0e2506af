// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Reporting
import Schedule
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// Runs the scenarios of files, and says what they came to.
struct ScenarioTestRun: Sendable {
  /// Only scenarios whose name holds this text, in any case.
  var filter: String?
  /// Whether warnings fail a scenario or a file.
  var isStrict = false
  /// How many threads draw samples.
  var jobs = 1

  /// The report of one scenario file.
  func report(of path: String) -> ScenarioFileReport {
    do throws(SimulationInput.Failure) {
      return report(try SimulationInput(path: path, scenarioPath: nil, scenarioName: nil))
    } catch {
      return ScenarioFileReport(
        path: FileSystem.displayPath(FileSystem.absolutePath(path)), outcomes: [], coverage: nil,
        notes: [error.description], isRight: false)
    }
  }

  /// Rewrites the expectations of a file's chosen scenarios to what comes out, and says so on standard error.
  func update(_ path: String) throws {
    guard let input = try? SimulationInput(path: path, scenarioPath: nil, scenarioName: nil), let text = input.text,
      let root = YAMLParser.parse(text).documents.first?.root
    else { return }
    let update = ExpectationUpdate(input, root) { scenario in filter.map { scenario.name.containsFolded($0) } ?? true }
    guard !update.changes.isEmpty else { return }
    do throws(FileError) {
      try FileSystem.write(update.applied(to: text), to: FileSystem.absolutePath(path))
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
    for change in update.changes {
      Terminal.warnLine("\(input.place(change.range)): updated \(change.name) to \(change.text)")
    }
  }

  private func report(_ input: SimulationInput) -> ScenarioFileReport {
    var outcomes: [ScenarioOutcome] = []
    var coverage = Coverage(input.plan)
    // Findings of the file as a whole need all of its scenarios.
    var whole = ScenarioFindings(input)
    let chosen = input.scenarios.filter { scenario in filter.map { scenario.name.containsFolded($0) } ?? true }
    for scenario in chosen {
      let result = SimulationResult(input.plan, scenario)
      coverage.add(result)
      let failures = result.failures(of: scenario, statistics: statistics(input.plan, scenario))
      var own = ScenarioFindings(input)
      own.note(result, failures)
      whole.note(result, failures)
      let run = result.runs.first
      outcomes.append(
        ScenarioOutcome(
          file: input.path, name: scenario.name, isRight: own.isRight && !(isStrict && !own.lines.isEmpty),
          status: run.map { result.statusText(of: $0) }, duration: run?.duration,
          durationText: run?.duration.map { DurationFormat.spaced($0) }, notes: own.lines))
    }
    var notes: [String] = []
    var isRight = true
    if chosen.count == input.scenarios.count {
      let known = whole.lines.count
      whole.noteUnusedMocks()
      notes += whole.lines.dropFirst(known)
      isRight = !(isStrict && !notes.isEmpty)
      let (proofs, areProved) = Self.proofs(input, isStrict: isStrict)
      notes += proofs
      if !areProved { isRight = false }
      let missed = Self.missed(coverage, input)
      if !missed.isEmpty { isRight = false }
      notes += missed
    }
    if chosen.isEmpty, filter == nil {
      notes.append("\(input.path): error: holds no scenario")
      isRight = false
    }
    return ScenarioFileReport(
      path: input.path, outcomes: outcomes, coverage: Self.summary(coverage, input.plan), notes: notes,
      isRight: isRight)
  }

  private func statistics(_ plan: SimulationPlan, _ scenario: Scenario) -> SampleStatistics? {
    guard let count = scenario.sampleRuns else { return nil }
    let jobs = jobs
    return Blocking.run { await Simulation.sample(plan, scenario, count: count, threads: jobs) }
  }

  /// What the file's `prove:` asks for and does not hold.
  private static func proofs(_ input: SimulationInput, isStrict: Bool) -> (notes: [String], areProved: Bool) {
    guard !input.suite.properties.isEmpty else { return ([], true) }
    var notes: [String] = []
    var areProved = true
    for finding in VerifiedFile.findings(input, input.suite.properties) {
      let place = input.place(
        zip(input.suite.properties, input.suite.propertyRanges).first { $0.0.text == finding.property }?.1)
      switch finding.verdict {
      case .proved: continue
      case .refuted(let text, let run):
        areProved = false
        notes.append("\(place): error: refuted: \(finding.property): \(text)")
        if let run { notes.append(run.story.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")) }
      case .notProved(let text):
        if isStrict { areProved = false }
        notes.append("\(place): warning: not proved: \(finding.property): \(text)")
      case .meaningless(let text):
        areProved = false
        notes.append("\(place): error: \(finding.property): \(text)")
      }
    }
    return (notes, areProved)
  }

  /// What the file's `coverage:` demands and the scenarios do not reach.
  private static func missed(_ coverage: Coverage, _ input: SimulationInput) -> [String] {
    var result: [String] = []
    func demand(_ required: Double?, _ actual: Double, _ what: String, _ missing: [String]) {
      guard let required, actual < required else { return }
      let names = missing.prefix(8).joined(separator: ", ") + (missing.count > 8 ? ", …" : "")
      result.append(
        "\(input.path): error: coverage of \(what) is \(ScenarioReport.text(percent: actual)), below the \(ScenarioReport.text(percent: required)) demanded; missing: \(names)"
      )
    }
    let summary = summary(coverage, input.plan)
    demand(input.suite.requiredStepCoverage, coverage.stepShare, "steps", summary.missingSteps)
    demand(input.suite.requiredBranchCoverage, coverage.branchShare, "branches", summary.missingBranches)
    return result
  }

  private static func summary(_ coverage: Coverage, _ plan: SimulationPlan) -> ScenarioCoverage {
    var steps: [String] = []
    var branches: [String] = []
    for (index, workflow) in plan.workflows.enumerated() {
      let prefix = plan.workflows.count > 1 ? (workflow.name.map { "\($0.value)." } ?? "") : ""
      func name(_ step: StepIndex) -> String { prefix + (workflow.steps[step].id?.value ?? "step \(step + 1)") }
      steps += coverage.missingSteps(of: index).map(name)
      branches += coverage.missingBranches(of: index).map { branch in
        guard case .condition(let action) = workflow.steps[branch.condition].action else {
          return name(branch.condition)
        }
        return "\(name(branch.condition)): \(branch.branch < action.cases.count ? "case \(branch.branch + 1)" : "else")"
      }
    }
    return ScenarioCoverage(
      steps: coverage.stepShare, branches: coverage.branchShare, missingSteps: steps, missingBranches: branches)
  }
}

extension String {
  /// Whether the text holds another one, ASCII letters of either case being alike.
  fileprivate func containsFolded(_ other: String) -> Bool {
    func folded(_ text: String) -> [UInt8] { text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
    let (text, wanted) = (folded(self), folded(other))
    guard !wanted.isEmpty else { return true }
    return text.indices.contains { text[$0...].starts(with: wanted) }
  }
}
