// SPDX-License-Identifier: Apache-2.0
package import Diagnostics

/// A rule's place in a `RuleTable`.
package typealias RuleNumber = Int

/// All rules with their severities under one configuration, shared by the reports of many files.
///
/// Rules are known by number here: what every file asks of every rule then counts no reference to an object that all
/// threads share.
package final class RuleTable: Sendable {
  /// The rules.
  let rules: [RuleMetadata]
  /// The severity of each rule's findings, nil where it is off.
  let severities: [Severity?]
  /// Whether the configuration says a severity.
  let isOverridden: [Bool]

  /// Makes a table; `overrides` has the configured severity by code, nil for off.
  package init(_ rules: [RuleMetadata], overrides: [String: Severity?] = [:]) {
    self.rules = rules
    severities = rules.map { overrides[$0.code] ?? $0.severity }
    isOverridden = rules.map { overrides[$0.code] != nil }
  }

  /// Whether a rule is on.
  package func isOn(_ rule: RuleNumber) -> Bool { severities[rule] != nil }

  /// The number of a rule. Complexity: O(rules).
  func number(of rule: RuleMetadata) -> RuleNumber? { rules.firstIndex { $0 === rule } }
}
