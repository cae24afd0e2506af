// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText
package import WorkflowModel
package import YAMLSyntax

extension BlueprintFile: DeployableDetails {
  /// The blueprint as a deployment of it that runs its workflows, with why none can be made with these inputs.
  ///
  /// The steps are the operations that workflows may run and the workflows that are not the product's own.
  package func deployed(
    _ workflow: Workflow, inputs: YAMLNode?, at path: String, _ files: ImportedFiles, folders: [String]
  ) -> (workflow: Workflow, problems: [String]) {
    var checker = BlueprintChecker(self, at: path, files, folders: folders)
    checker.run()
    let problems = checker.deploymentProblems(inputs).map(\.text)
    let model = checker.deploymentModel(inputs: inputs)
    var result = workflow
    result.model = model
    result.name = nil
    result.triggers = []
    result.steps = []
    result.lists = [StepList(owner: nil, order: .parallel)]
    for (name, range) in model.coverableNames {
      let index = result.steps.count
      var step = StepDraft(index: index, range: range ?? workflow.range, syntax: workflow.syntax)
      step.id = Located(name, range ?? workflow.range, workflow.syntax)
      result.steps.append(Step(step))
      result.lists[0].steps.append(index)
    }
    return (result, problems)
  }
}
