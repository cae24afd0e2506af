// SPDX-License-Identifier: Apache-2.0

/// The rules about approvals and gates (WF5).
package enum ApprovalRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    workflowRules: [
      BypassableGate.self,
      ForgottenGate.self,
      GateBesideChange.self,
      UngatedChange.self,
    ],
    stepRules: [
      ApprovalWithoutPlan.self,
      ApprovalWithoutTimeout.self,
      ApprovesOnTimeout.self,
      CoveredApprover.self,
      EscalationMismatch.self,
      QuorumNeedsRequester.self,
      QuorumUnreachable.self,
      RepeatedGate.self,
      SelfApproval.self,
      SingleApprover.self,
      TimeoutExceedsRun.self,
    ],
    textRules: [
      ApproverSyntax.self,
      UnknownPrincipal.self,
    ])
}
