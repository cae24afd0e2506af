// SPDX-License-Identifier: Apache-2.0
package import Rules

/// The rules about what KubeVela alone has.
package enum KubeVelaRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(dialectRules: [
    UnknownInputSource.self,
    UnknownDependency.self,
    LaterDependency.self,
    StepCycle.self,
    UnquotedStepName.self,
    UnknownConditionRoot.self,
    UnknownStatusFlag.self,
    UnsetConditionValue.self,
    NotACondition.self,
    InvalidTimeout.self,
    InvalidSuspendDuration.self,
    UnknownProperty.self,
    MissingProperty.self,
    OldOutputKey.self,
    UnknownOutputPath.self,
    DuplicateOutput.self,
    UndeclaredComponent.self,
    UndeclaredPolicy.self,
    IgnoredPolicy.self,
    UnknownMode.self,
    IneffectiveGroup.self,
    UnavailableStepType.self,
    WorkflowWithSpec.self,
    UnclearSteps.self,
    EndlessWait.self,
    OldStepType.self,
    SurvivingStep.self,
    SilentNotification.self,
    CountingTimeout.self,
    InvalidRestart.self,
    InvalidProperty.self,
    DuplicateStepName.self,
    BrokenTemplate.self,
    RefusedDefinition.self,
  ])
}
