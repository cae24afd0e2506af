// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An input's default does not fulfil the input's own constraints.
package enum InputDefault: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF151", "default-violates-constraint", .cloudify, .error,
    summary: "An input's default does not fulfil the input's own constraints.",
    rationale: "The product's parser fails on it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, default: «5», constraints: [{greater_than: 10}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {default: «abc», constraints: [{valid_values: [x, y]}]}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, default: 50, constraints: [{greater_than: 10}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {default: abc, constraints: [{pattern: 'a.'}]}}

        """, fileName: "blueprint.yaml"),
    ])
}
