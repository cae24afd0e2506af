// SPDX-License-Identifier: Apache-2.0

/// The rules about scripts inside workflows (WF8).
package enum EmbeddedCodeRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily()
}
