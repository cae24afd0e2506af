// SPDX-License-Identifier: Apache-2.0
import SourceText
package import WorkflowModel
import YAMLSyntax

/// Whom a new approval asks, so that no rule finds something in that.
package struct ProposedApprovers {
  /// The principal.
  package let name: String
  /// Whether who started the run must not decide alone: where a protected environment is changed.
  package let excludesRequester: Bool

  /// The first team of the directory of which several can decide about a step, else its first role, else one of whom one
  /// can; nil where the directory has some and none of them can.
  ///
  /// - Parameter isBroken: whether parts of the document could not be read: then nil too where one of them may change a
  ///   protected environment.
  package init?(before step: Step, in context: WorkflowContext, isBroken: Bool) {
    let directory = context.directory
    var candidates = directory.teams?.keys.sorted().map { "team:\($0)" } ?? []
    candidates += directory.roles?.keys.sorted().map { "role:\($0)" } ?? []
    // Of people that no directory lists nothing is known.
    let isOpen = candidates.isEmpty && directory.teams == nil
    let isProtected = context.changesProtected(from: step)
    if isBroken, !isProtected, context.namesProtected { return nil }
    let asks = !context.workflow.triggers.isEmpty && isProtected
    var single: String?
    for name in isOpen ? ["team:owners"] : candidates {
      let people = Approvers([name], in: directory)
      guard isOpen || people.isKnown else { continue }
      let excludes = asks && context.mayRequesterDecide(people)
      if people.people.count != 1 {
        self.name = name
        excludesRequester = excludes
        return
      }
      // One person alone cannot decide about a run of their own.
      if !excludes, single == nil { single = name }
    }
    guard let single else { return nil }
    name = single
    excludesRequester = false
  }
}

extension WorkflowContext {
  /// Whether a step, or what waits for it or stands in it, changes a protected environment, or the workflow is of one.
  fileprivate func changesProtected(from step: Step) -> Bool {
    if let environment = workflow.environment, directory.isProtected(environment.value) { return true }
    var inside = [step.index]
    while let index = inside.popLast() {
      if ChangeKind(workflow.steps[index]) != nil, protectedEnvironment(of: workflow.steps[index]) != nil {
        return true
      }
      if let list = workflow.ownedList(of: index) { inside += list.steps }
    }
    return protectedChange(behind: step.index) != nil
  }
  /// Whether a protected environment, or something that belongs to one, is named anywhere in the text.
  fileprivate var namesProtected: Bool {
    let text = tree.source.string
    let environments = ["production", "prod"] + directory.protectedEnvironments.keys
    let places = [directory.environmentOfTarget, directory.environmentOfProject].flatMap { places in
      places.filter { directory.isProtected($0.value) }.keys
    }
    return (environments.filter(directory.isProtected) + places).contains { text.containsBytes(of: $0) }
  }
}
