// SPDX-License-Identifier: Apache-2.0
import SourceText
package import WorkflowModel

/// What a step changes outside of its run, for questions about steps that change the same.
package struct StateChange: Hashable, Sendable {
  /// What people call it: "project `network` in workspace `eu`".
  package let description: String
  private let parts: [String]

  /// The state of a step; nil for one that changes none, and where the text does not surely name it.
  package init?(_ step: Step, in workflow: Workflow) {
    let environment = (step.environment ?? workflow.environment)?.value ?? ""
    switch step.action {
    case .infrastructure(let action):
      guard let project = action.project?.value, action.verb?.value == .apply || action.verb?.value == .destroy
      else { return nil }
      // Variables of the tool may choose another state.
      guard step.variables.isEmpty else { return nil }
      let workspace = action.workspace?.value ?? ""
      parts = ["iac", project, workspace, action.tool?.value ?? "", environment]
      description = "project `\(project)`" + (workspace.isEmpty ? "" : " in workspace `\(workspace)`")
    case .deploy(let action):
      guard action.targets.count == 1, let target = action.targets.first?.value else { return nil }
      let application = action.application?.value ?? ""
      parts = ["deploy", target, application, environment]
      description = "target `\(target)`" + (application.isEmpty ? "" : " with `\(application)`")
    case .promote(let action):
      guard let app = action.app?.value else { return nil }
      parts = ["promote", app, environment]
      description = "app `\(app)`"
    default: return nil
    }
    guard !workflow.isInLoop(step.index) || isLiteral else { return nil }
    guard !parts.contains(where: { $0.containsBytes(of: "env.") || $0.containsBytes(of: "now") }) else { return nil }
  }

  /// Whether no part of it is computed.
  package var isLiteral: Bool { parts.allSatisfy { !$0.utf8.contains(UInt8(ascii: "$")) } }
}

extension Workflow {
  /// Whether a step changes what runs somewhere; what a script does is not known.
  package func isChange(_ index: StepIndex) -> Bool {
    switch steps[index].action {
    case .infrastructure(let action): action.verb?.value == .apply || action.verb?.value == .destroy
    case .build(let action): action.promote?.value == true
    case .deploy, .promote: true
    default: false
    }
  }

  /// The protected environment that a step changes; nil where it changes none.
  package func protectedEnvironment(of index: StepIndex, _ directory: Directory) -> String? {
    guard isChange(index) else { return nil }
    if let own = steps[index].environment { return directory.isProtected(own.value) ? own.value : nil }
    var names: [String] = []
    switch steps[index].action {
    case .deploy(let action): names = action.targets.compactMap { directory.environmentOfTarget[$0.value] }
    case .infrastructure(let action):
      if let project = action.project, let name = directory.environmentOfProject[project.value] { names = [name] }
    default: break
    }
    if names.isEmpty, let environment { names = [environment.value] }
    return names.first { directory.isProtected($0) }
  }
}
