// SPDX-License-Identifier: Apache-2.0

/// The rules about triggers and schedules (WF4).
package enum TriggerRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily()
}
