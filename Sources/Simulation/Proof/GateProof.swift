// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// What is known of a step that should run only behind a gate.
package enum GateVerdict: Sendable {
  /// In every run it starts only after a gate was passed, or it never starts.
  case proved
  /// A run in which it starts although no gate before it was passed.
  case refuted(GateCounterexample)
  /// Neither was found within the bounds.
  case notProved
}

/// How much may be spent on what the linear pass leaves open.
package struct GateLimits: Sendable {
  /// Passes under different assumptions, in all.
  package var passes: Int
  /// Simulated runs, in all.
  package var runs: Int

  /// Moments of runs that are looked at, for each question.
  package var moments: Int

  /// Makes limits.
  package init(passes: Int, runs: Int, moments: Int = 4_000) {
    self.passes = passes
    self.runs = runs
    self.moments = moments
  }

  /// What a linter may spend on one workflow.
  package static let linting = GateLimits(passes: 64, runs: 256, moments: 1_000)
  /// What somebody who waits for a proof will wait for.
  package static let proving = GateLimits(passes: 4_096, runs: 50_000, moments: 60_000)
}

/// Proves of a workflow's steps that they run only behind gates, or finds runs in which they do not. What one question
/// was answered with is kept for the next.
package final class GateProof {
  private let frame: OpenRuns.Frame?
  private let first: OpenRuns?
  private let limits: GateLimits
  private var isOpen: [Bool]?
  private var search: GateSearch?
  /// How many steps the linear pass alone decided.
  package private(set) var decidedLinearly = 0

  /// Makes the linear pass. Complexity: O(steps + edges + text of the conditions).
  package init(
    _ workflow: Workflow, _ graph: DependencyGraph, _ question: GateQuestion, directory: Directory = Directory(),
    limits: GateLimits = .proving
  ) {
    self.limits = limits
    guard graph.cycles.isEmpty else {
      frame = nil
      first = nil
      return
    }
    let frame = OpenRuns.Frame(workflow, graph, question)
    self.frame = frame
    first = OpenRuns(frame)
    search = GateSearch(frame, directory, runs: limits.runs)
  }

  /// Whether the linear pass proves that a step runs only behind a gate. Complexity: O(1).
  package func isSurelyGated(_ step: StepIndex) -> Bool { first?.starts[step].isEmpty ?? false }

  /// Decides on a step, as far as the limits go.
  package func verdict(on step: StepIndex) -> GateVerdict {
    guard frame != nil else { return .notProved }
    if isSurelyGated(step) {
      decidedLinearly += 1
      return .proved
    }
    if let found = search?.first(step) {
      if found.deviations == 0 { decidedLinearly += 1 }
      return .refuted(found)
    }
    if isOpen == nil { isOpen = openUnderAssumptions() }
    if isOpen?[step] == false { return .proved }
    switch lookAtAllRuns(step) {
    case .some(let verdict): return verdict
    case nil: return search?.rest(step).map { .refuted($0) } ?? .notProved
    }
  }

  /// What the moments of all runs, or of what matters for a step, say of it; nil where that is open.
  private func lookAtAllRuns(_ step: StepIndex) -> GateVerdict? {
    guard let frame, let search else { return nil }
    let ends = OpenRuns(OpenRuns.Frame(frame, asking: GateQuestion(approvals: []))).ends
    let gates = search.cone(of: step)
    let acceptsSilence = frame.question.acceptsSilence
    let isGate = frame.workflow.steps.indices.map { gates.contains($0) && frame.question.isGate($0, frame.workflow) }
    for included in [nil, frame.cone(of: [step])] {
      guard let layout = SpaceLayout(frame, included: included, mayFail: { ends[$0].may(.failed) }) else { continue }
      let space = RunSpace(
        layout, limit: limits.moments, mayBeCut: frame.workflow.timeout != nil, workflow: frame.workflow)
      let hits = space.starts(of: step) { isGate[$0] && ($1 == .success || $1 == .silence && acceptsSilence) }
      if hits.isEmpty, space.isComplete { return .proved }
      for hit in hits {
        guard let clock = SpaceClock(space, path: space.path(to: hit)) else { continue }
        if let found = self.search?.replay(step, clock) { return .refuted(found) }
      }
      if space.isComplete { break }
    }
    return nil
  }

  /// Whether it is proved of a step, by one pass or by several under assumptions.
  package func isProved(_ step: StepIndex) -> Bool {
    guard frame != nil else { return false }
    if isSurelyGated(step) { return true }
    if isOpen == nil { isOpen = openUnderAssumptions() }
    return isOpen?[step] == false
  }

  /// The steps that some pass cannot exclude.
  private func openUnderAssumptions() -> [Bool]? {
    guard let frame, let first else { return nil }
    var isOpen = first.starts.map { !$0.isEmpty }
    var count = 0
    frame.passes(limit: limits.passes) { runs in
      if count == 0 { isOpen = Array(repeating: false, count: isOpen.count) }
      count += 1
      for step in isOpen.indices where !runs.starts[step].isEmpty { isOpen[step] = true }
    }
    return isOpen
  }
}

extension OpenRuns.Frame {
  /// Makes the pass for each way in which branches and what conditions share may turn out, as far as the limit goes; never
  /// where there is only one way. Together the passes speak of every run.
  func passes(limit: Int, succeeding: StepIndex = -1, _ body: (OpenRuns) -> Void) {
    // A pass goes through all steps: no more than fits into a moment.
    let limit = min(limit, max(16, 400_000 / max(1, workflow.steps.count)))
    var counts: [String: Int] = [:]
    var atoms: [String] = []
    for shape in shapes {
      for atom in shape?.atoms ?? [] {
        counts[atom, default: 0] += 1
        if counts[atom] == 2 { atoms.append(atom) }
      }
    }
    var choices: [(step: StepIndex, count: Int)] = []
    for step in workflow.steps where !workflow.isInLoop(step.index) {
      if case .condition(let action) = step.action { choices.append((step.index, action.cases.count + 2)) }
    }
    var passes = 1
    var kept: [(step: StepIndex, count: Int)] = []
    var keptAtoms: [String] = []
    for choice in choices where passes * choice.count <= limit {
      passes *= choice.count
      kept.append(choice)
    }
    for atom in atoms where passes * 2 <= limit {
      passes *= 2
      keptAtoms.append(atom)
    }
    guard passes > 1 else { return }
    for number in 0..<passes {
      var rest = number
      var branches: [StepIndex: Int] = [:]
      for choice in kept {
        // The last one stands for none.
        branches[choice.step] = rest % choice.count == choice.count - 1 ? -1 : rest % choice.count
        rest /= choice.count
      }
      var assumed: [String: Bool] = [:]
      for atom in keptAtoms {
        assumed[atom] = rest % 2 == 1
        rest /= 2
      }
      body(OpenRuns(self, assumed: assumed, branches: branches, succeeding: succeeding))
    }
  }
}
