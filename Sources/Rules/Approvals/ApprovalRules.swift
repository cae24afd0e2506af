// SPDX-License-Identifier: Apache-2.0

/// The rules about approvals and gates (WF5).
package enum ApprovalRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily()
}
