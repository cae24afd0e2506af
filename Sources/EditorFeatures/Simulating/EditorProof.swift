// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Rules
import Simulation
package import SourceText
import WorkflowModel

/// What is known of a step that changes something: whether it runs only behind an approval.
package struct EditorProof: Hashable, Sendable {
  /// The possible answers.
  package enum Verdict: String, Hashable, Sendable {
    /// In every run an approval was granted before it starts, or it never starts.
    case proved
    /// There is a run in which it starts without one.
    case refuted
    /// Neither was found.
    case open
  }

  /// The step's name.
  package var step: String
  /// Its id, else its text.
  package var range: TextRange
  /// The answer.
  package var verdict: Verdict
  /// A run that refutes it, step by step.
  package var run: [String]
}

/// Asks of every step that may change something whether it runs only behind an approval, in document order.
package func gateProofs(of document: AnalyzedDocument) -> [EditorProof] {
  document.contexts.filter { $0.workflow.dialect == "native" }.flatMap { context -> [EditorProof] in
    var proof = GateProof(
      context.workflow, context.graph, GateQuestion(), directory: context.directory, limits: .linting)
    return context.workflow.steps.filter(\.changesSomething).map { step in
      let verdict: EditorProof.Verdict
      var run: [String] = []
      switch proof.verdict(on: step.index) {
      case .proved: verdict = .proved
      case .notProved: verdict = .open
      case .refuted(let found):
        verdict = .refuted
        run = found.steps.map { "\(context.workflow.steps[$0.step].displayName): \($0.state.text)" }
      }
      return EditorProof(
        step: step.displayName, range: step.id?.range ?? step.range, verdict: verdict, run: run)
    }
  }
}

extension Step {
  /// Whether the step changes the world: what approvals are for.
  fileprivate var changesSomething: Bool {
    switch action {
    case .infrastructure(let action): action.verb?.value != .plan
    case .configuration(let action): action.check?.value != true
    case .deploy, .promote, .operation: true
    default: false
    }
  }
}
