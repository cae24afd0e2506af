// SPDX-License-Identifier: Apache-2.0

/// The rules about expressions (WF3).
package enum ExpressionRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily()
}
