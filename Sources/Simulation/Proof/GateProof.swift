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

  /// Makes limits.
  package init(passes: Int, runs: Int) {
    self.passes = passes
    self.runs = runs
  }

  /// What a linter may spend on one workflow.
  package static let linting = GateLimits(passes: 64, runs: 256)
  /// What somebody who waits for a proof will wait for.
  package static let proving = GateLimits(passes: 4_096, runs: 50_000)
}

/// Proves of a workflow's steps that they run only behind gates, or finds runs in which they do not.
package struct GateProof {
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
  package mutating func verdict(on step: StepIndex) -> GateVerdict {
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
    if let found = search?.rest(step) { return .refuted(found) }
    return .notProved
  }

  /// Makes the pass for each way in which what conditions share may turn out.
  private func openUnderAssumptions() -> [Bool]? {
    guard let frame, let first else { return nil }
    var counts: [String: Int] = [:]
    var atoms: [String] = []
    for shape in frame.shapes {
      for atom in shape?.atoms ?? [] {
        counts[atom, default: 0] += 1
        if counts[atom] == 2 { atoms.append(atom) }
      }
    }
    var choices: [(step: StepIndex, count: Int)] = []
    for step in frame.workflow.steps where !frame.workflow.isInLoop(step.index) {
      if case .condition(let action) = step.action { choices.append((step.index, action.cases.count + 2)) }
    }
    var passes = 1
    var kept: [(step: StepIndex, count: Int)] = []
    var keptAtoms: [String] = []
    for choice in choices where passes * choice.count <= limits.passes {
      passes *= choice.count
      kept.append(choice)
    }
    for atom in atoms where passes * 2 <= limits.passes {
      passes *= 2
      keptAtoms.append(atom)
    }
    var isOpen = first.starts.map { !$0.isEmpty }
    guard passes > 1 else { return isOpen }
    isOpen = Array(repeating: false, count: isOpen.count)
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
      let runs = OpenRuns(frame, assumed: assumed, branches: branches)
      for step in isOpen.indices where !runs.starts[step].isEmpty { isOpen[step] = true }
    }
    return isOpen
  }
}
