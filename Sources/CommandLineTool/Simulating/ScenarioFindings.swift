// SPDX-License-Identifier: Apache-2.0
import Analysis
import Simulation
import SourceText

/// What went otherwise than a scenario file says, over all scenarios of a run.
struct ScenarioFindings {
  private let input: SimulationInput
  private(set) var lines: [String] = []
  private(set) var isRight = true
  /// In how many scenarios each shared mock went unused, by the place of its name.
  private var unusedShared: [TextRange: (count: Int, message: String)] = [:]
  private let sharedMocks: Set<TextRange>

  init(_ input: SimulationInput) {
    self.input = input
    sharedMocks = Set(input.suite.base.mocks.compactMap(\.range))
  }

  /// Notes what one scenario brought up.
  mutating func note(_ result: SimulationResult, _ failures: [ExpectationFailure]) {
    for failure in failures {
      isRight = false
      lines.append("\(place(failure.range)): error: \(failure.message)")
    }
    for problem in result.trace.problems {
      // A shared mock that one scenario does not need is what sharing is for.
      if problem.severity == .warning, let range = problem.range, sharedMocks.contains(range) {
        unusedShared[range, default: (0, problem.message)].count += 1
        continue
      }
      if problem.severity == .error { isRight = false }
      lines.append("\(place(of: problem)): \(word(problem.severity)): \(problem.message)")
      if let suggestion = problem.suggestion {
        lines.append("  to paste:")
        lines += suggestion.split(separator: "\n").map { "    \($0)" }
      }
    }
  }

  /// Notes the shared mocks that no scenario needed.
  mutating func noteUnusedMocks() {
    // With one scenario picked out, the others may need them.
    guard input.scenarios.count == input.suite.scenarios.count else { return }
    for (range, unused) in unusedShared.sorted(by: { $0.key < $1.key }) where unused.count == input.scenarios.count {
      lines.append("\(place(range)): warning: \(unused.message)")
    }
  }

  private func word(_ severity: ScenarioProblem.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }

  private func place(_ range: TextRange?) -> String { input.place(range) }

  private func place(of problem: ScenarioProblem) -> String {
    guard problem.range == nil, let range = problem.workflowRange, let index = problem.workflow,
      input.documents.indices.contains(index)
    else { return place(problem.range) }
    let document = input.documents[index]
    let position = document.text.position(of: range.start, unit: .utf32)
    return "\(document.path):\(position.line + 1):\(position.column + 1)"
  }
}
