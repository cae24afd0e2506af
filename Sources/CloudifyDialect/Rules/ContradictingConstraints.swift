// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// No value fulfils all constraints, or one of two is not looked at.
package enum ContradictingConstraints: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF184", "contradicting-constraints", .cloudify, .warning,
    summary: "No value fulfils all constraints, or one of two is not looked at.",
    rationale: "Nobody can give a value that is accepted.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, constraints: [{greater_than: 5}, {«less_than: 3»}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, constraints: [{greater_than: 5, «less_than»: 9}]}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, constraints: [{greater_than: 5}, {less_than: 9}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{min_length: 1}, {max_length: 1}]}}

        """, fileName: "blueprint.yaml"),
    ])
}
