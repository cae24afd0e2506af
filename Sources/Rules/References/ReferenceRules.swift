// SPDX-License-Identifier: Apache-2.0

/// The rules about names and the graph of steps (WF2).
package enum ReferenceRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    workflowRules: [
      DeepNesting.self,
      DependencyCycle.self,
      DuplicateStepID.self,
      NotAnAncestor.self,
      SelfDeadlock.self,
      UnknownStep.self,
      UnknownWorkflow.self,
      UnusedInput.self,
      UnusedOutput.self,
      WorkflowCycle.self,
    ],
    stepRules: [
      ConflictingBranch.self,
      DuplicateNeed.self,
      ImpossibleJoin.self,
      RedundantNeed.self,
      SelfDependency.self,
      UnreachableCase.self,
      UnreachableStep.self,
    ],
    textRules: [
      UnknownName.self
    ])
}
