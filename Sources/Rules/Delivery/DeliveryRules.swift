// SPDX-License-Identifier: Apache-2.0

/// The rules about how changes reach production (WF7).
package enum DeliveryRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    workflowRules: [
      ConcurrentChange.self,
      FailureUnnoticed.self,
      HalfApplied.self,
      ReplacedChange.self,
      RollbackWithoutRevision.self,
      StalePlan.self,
      TimeoutsExceedRun.self,
      UnboundedLoop.self,
      UnserialisedChange.self,
    ],
    stepRules: [
      ApplyWithoutPlan.self,
      AutoApprovedChange.self,
      RetriedChange.self,
      RetriesExceedTimeout.self,
      UnguardedDestroy.self,
    ])
}
