// SPDX-License-Identifier: Apache-2.0
import SourceText
import WorkflowModel

/// The ways in which a step changes what runs somewhere.
enum ChangeKind {
  /// Infrastructure is changed.
  case apply
  /// Infrastructure is taken away.
  case destroy
  /// An application is deployed.
  case deploy
  /// A release becomes the running one.
  case promote

  /// What a step changes; nil for one that surely or perhaps changes nothing, as a script may.
  init?(_ step: Step) {
    switch step.action {
    case .infrastructure(let action):
      switch action.verb?.value {
      case .apply: self = .apply
      case .destroy: self = .destroy
      default: return nil
      }
    case .deploy: self = .deploy
    case .promote: self = .promote
    case .build(let action) where action.promote?.value == true: self = .promote
    default: return nil
    }
  }

  /// The word of messages.
  var word: String {
    switch self {
    case .apply: "apply"
    case .destroy: "destroy"
    case .deploy: "deploy"
    case .promote: "promote"
    }
  }
}

extension WorkflowContext {
  /// The environments that a step changes, with the text that says so: its own, else those of its targets or its
  /// project, else the workflow's.
  func changedEnvironments(of step: Step) -> [Located<String>] {
    if let own = step.environment { return [own] }
    switch step.action {
    case .deploy(let action):
      let known = action.targets.compactMap { target in
        directory.environmentOfTarget[target.value].map { Located($0, target.range, target.syntax) }
      }
      if !known.isEmpty { return known }
    case .infrastructure(let action):
      if let project = action.project, let environment = directory.environmentOfProject[project.value] {
        return [Located(environment, project.range, project.syntax)]
      }
    default: break
    }
    return workflow.environment.map { [$0] } ?? []
  }

  /// The protected environment that a step changes, if there is one.
  func protectedEnvironment(of step: Step) -> Located<String>? {
    changedEnvironments(of: step).first { directory.isProtected($0.value) }
  }

  /// The text of a step's `if`; nil where it has none, or only says the default or `always()`.
  func realCondition(of step: Step) -> String? {
    guard let condition = step.condition, workflow.expressions.indices.contains(condition) else { return nil }
    let text = workflow.expressions[condition].text.filter { $0 != " " }
    return text == "success()" || text == "always()" || text == "true" ? nil : text
  }

  /// The triggers that start a run without a person.
  var automaticTriggers: [Trigger] {
    workflow.triggers.filter { trigger in
      switch trigger.kind {
      case .schedule, .webhook, .gitPush, .incident, .workflow: true
      case .manual, nil: false
      }
    }
  }

  /// Where a finding about a whole step stands: its id, else its first line.
  func place(of step: Step) -> TextRange { step.id?.range ?? node(step)?.firstLine ?? step.range }
}
