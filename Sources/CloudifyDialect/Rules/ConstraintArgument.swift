// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A constraint's argument is of the wrong kind.
package enum ConstraintArgument: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF150", "constraint-argument", .cloudify, .error,
    summary: "A constraint's argument is of the wrong kind.",
    rationale: "The product refuses it (code 212). `equal` takes a number only.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{equal: «abc»}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{in_range: «[1]»}]}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{equal: 5}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{in_range: [1, 2]}, {valid_values: [a]}]}}

        """, fileName: "blueprint.yaml"),
    ])
}
