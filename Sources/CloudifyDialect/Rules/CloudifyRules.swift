// SPDX-License-Identifier: Apache-2.0
package import Rules

/// The rules about what Cloudify alone has.
package enum CloudifyRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily()
}
