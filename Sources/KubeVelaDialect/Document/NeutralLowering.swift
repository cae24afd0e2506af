// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Makes of a document the workflow that all dialects share: names, order, nesting and durations.
struct NeutralLowering {
  private(set) var workflow: Workflow
  private let details: KubeVelaDocument

  init(_ details: KubeVelaDocument, _ document: YAMLDocument) {
    self.details = details
    workflow = Workflow(dialect: KubeVelaDialect.name, range: document.range, syntax: document.root.reference)
    let metadata = document.root.mergedEntry("metadata")?.value.resolved
    workflow.name = metadata?.mergedEntry("name")?.value.locatedText
    workflow.lists = [StepList(owner: nil, order: details.isSequential ? .sequence : .parallel)]
    workflow.lists[0].steps = details.topSteps
    var steps = details.steps.map { lower($0) }
    for group in details.steps where group.isGroup {
      let number = workflow.lists.count
      let isSequence = details.isSequential(group)
      var list = StepList(owner: group.index, order: isSequence ? .sequence : .parallel)
      list.steps = group.children
      workflow.lists.append(list)
      var action = GroupAction()
      action.isSequence = isSequence
      action.list = number
      steps[group.index].action = .group(action)
      for child in group.children { steps[child].list = number }
    }
    resolve(&steps)
    workflow.steps = steps.map { Step($0) }
    workflow.reconciled = ReconciledLowering(details).workflow
  }

  private func lower(_ step: KubeVelaStep) -> StepDraft {
    var result = StepDraft(index: step.index, range: step.node.range, syntax: step.node.reference)
    result.id = step.writtenName
    let alias = step.node.mergedEntry("meta")?.value.resolved?.mergedEntry("alias")?.value.locatedText
    result.name = alias
    result.type = step.type
    result.timeout = step.timeout.flatMap { text in
      GoDuration.milliseconds(text.value).map { milliseconds in text.map { _ in milliseconds } }
    }
    result.needs = step.dependsOn.map { StepReference(id: $0, target: details.stepsByName[$0.value]) }
    result.needsRange = step.node.mergedEntry("dependsOn")?.range
    result.declaredOutputs = step.outputs.map { OutputDeclaration(name: $0.name, type: nil) }
    switch step.type?.value {
    case "suspend":
      let duration = step.property("duration")?.locatedText
      result.action = .suspend(
        duration.flatMap { text in GoDuration.milliseconds(text.value).map { value in text.map { _ in value } } })
    case nil: result.action = .unknown
    default: result.action = .custom
    }
    return result
  }

  /// The edges inside a list: in a sequence each step waits for the one before it, whatever else it depends on.
  private func resolve(_ steps: inout [StepDraft]) {
    for list in workflow.lists {
      var previous: StepIndex?
      for index in list.steps {
        var dependencies: [Dependency] = []
        for (position, need) in steps[index].needs.enumerated() {
          guard let target = need.target, target != index, steps[target].list == steps[index].list,
            !dependencies.contains(where: { $0.step == target })
          else { continue }
          dependencies.append(Dependency(step: target, origin: .explicit(position)))
        }
        if list.order == .sequence, let previous, !dependencies.contains(where: { $0.step == previous }) {
          dependencies.append(Dependency(step: previous, origin: .order))
        }
        steps[index].dependencies = dependencies
        previous = index
      }
    }
  }
}
