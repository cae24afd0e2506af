// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An input with constraints has a function as its default.
package enum FunctionWithConstraints: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF153", "function-default-with-constraints", .cloudify, .error,
    summary: "An input with constraints has a function as its default.",
    rationale: "The product refuses it (code 213).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {a: {}, b: {default: «{get_input: a}», constraints: [{max_length: 1}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs:
          b:
            default: «{get_secret: s}»
            constraints: [{min_length: 1}]

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {a: {}, b: {default: {get_input: a}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {b: {default: x, constraints: [{max_length: 1}]}}

        """, fileName: "blueprint.yaml"),
    ])
}
