// SPDX-License-Identifier: Apache-2.0
import SourceText
import WorkflowModel

/// The state that a step changes: two steps with equal ones change the same thing.
struct ChangedState: Hashable {
  private var parts: [String]
  /// What people call it: "project `network` in workspace `eu`".
  private(set) var description: String

  /// The state of a step; nil for one that changes none, and where the text does not surely name it.
  init?(_ step: Step, in context: WorkflowContext) {
    guard ChangeKind(step) != nil else { return nil }
    let environment = context.changedEnvironments(of: step).first?.value ?? ""
    switch step.action {
    case .infrastructure(let action):
      guard let project = action.project, !step.choosesState else { return nil }
      let workspace = action.workspace?.value ?? ""
      parts = ["iac", project.value, workspace, action.tool?.value ?? "", environment]
      description = "project `\(project.value)`" + (workspace.isEmpty ? "" : " in workspace `\(workspace)`")
    case .deploy(let action):
      guard let target = action.targets.first, action.targets.count == 1 else { return nil }
      let application = action.application?.value ?? ""
      parts = ["deploy", target.value, application, environment]
      description = "target `\(target.value)`" + (application.isEmpty ? "" : " with `\(application)`")
    case .promote(let action):
      guard let app = action.app else { return nil }
      parts = ["promote", app.value, environment]
      description = "app `\(app.value)`"
    default: return nil
    }
    guard parts.allSatisfy({ Self.isStable($0, for: step, in: context) }) else { return nil }
  }

  /// Whether no part of it is computed.
  var isLiteral: Bool { parts.allSatisfy { !$0.utf8.contains(UInt8(ascii: "$")) } }

  /// Whether a text has one value wherever it stands in a run.
  private static func isStable(_ text: String, for step: Step, in context: WorkflowContext) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return true }
    if text.containsBytes(of: "env.") || text.containsBytes(of: "now") { return false }
    var owner = context.workflow.owner(of: step.index)
    while let current = owner {
      if case .loop = context.workflow.steps[current].action { return false }
      owner = context.workflow.owner(of: current)
    }
    return true
  }
}

extension Workflow {
  /// The steps that may change a state, in order: by index, since a step is large and a copy counts its references.
  var changingSteps: [StepIndex] {
    steps.indices.filter { index in
      switch steps[index].action {
      case .infrastructure, .deploy, .promote: true
      default: false
      }
    }
  }
}

extension Step {
  /// Whether its variables may choose another state than its keys say.
  fileprivate var choosesState: Bool {
    variables.contains { entry in
      let key = entry.key.value.uppercased()
      return ["WORKSPACE", "STACK", "BACKEND", "DATA_DIR", "CLI_ARGS", "REGION", "PROFILE"].contains {
        key.contains($0)
      }
    }
  }
}
