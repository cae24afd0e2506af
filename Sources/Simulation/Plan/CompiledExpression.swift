// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// An expression made ready: its program, and what it must be given.
struct CompiledExpression: Sendable {
  /// Conditions that need no evaluation.
  enum Shortcut: Sendable {
    case always, success, failure, cancelled, notCancelled
  }

  /// The program.
  let program: Program
  /// The steps that it reads by constant names.
  let mentions: [(id: String, step: StepIndex)]
  /// Whether it reads `steps` in another way, so that it must be given all of them.
  let readsAllSteps: Bool
  /// Whether it calls `always()`.
  let callsAlways: Bool
  /// Whether it asks how earlier steps ended, by any function of the host.
  let asksOutcome: Bool
  /// The condition that it simply is.
  let shortcut: Shortcut?
  /// Whether the text is no expression.
  let isBroken: Bool

  private static let hostFunctions = ["always", "success", "failure", "cancelled"]

  /// The functions of the host beside the standard ones.
  static let catalog = HostFunctions.catalog

  /// Compiles an expression; `resolve` finds the step of an id as the expression sees it.
  init(_ text: String, resolve: (String) -> StepIndex?) {
    let parsed = ParsedExpression(parsing: text)
    isBroken = !parsed.isComplete
    program = Program(parsed, environment: EvaluationEnvironment(catalog: Self.catalog))
    var mentions: [(id: String, step: StepIndex)] = []
    var readsAll = false
    if program.variables.contains("steps") {
      for path in parsed.paths where path.first?.name == "steps" {
        guard path.count > 1 else {
          readsAll = true
          continue
        }
        let id = path[1].name
        if let step = resolve(id), !mentions.contains(where: { $0.id == id }) { mentions.append((id, step)) }
      }
    }
    self.mentions = mentions
    readsAllSteps = readsAll
    var callsAlways = false
    var asksOutcome = false
    parsed.visit { id, _ in
      guard case .call(let function, nil, _) = parsed[id].kind else { return }
      if function == "always" { callsAlways = true }
      if Self.hostFunctions.contains(function) { asksOutcome = true }
    }
    self.callsAlways = callsAlways
    self.asksOutcome = asksOutcome
    shortcut =
      switch text.utf8.filter({ $0 != 0x20 }) {
      case Array("always()".utf8): .always
      case Array("success()".utf8): .success
      case Array("failure()".utf8): .failure
      case Array("cancelled()".utf8): .cancelled
      case Array("!cancelled()".utf8): .notCancelled
      default: nil
      }
  }
}
