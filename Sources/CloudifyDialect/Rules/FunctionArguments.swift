// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A function gets arguments that it does not take.
package enum FunctionArguments: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF164", "function-arguments", .cloudify, .error, fix: .safe,
    summary: "A function gets arguments that it does not take.",
    rationale: "The product's parser fails on them, with an exception of its own.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {get_sys: [deployment, «naem»]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {get_secret: «[s]»}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {get_sys: [deployment, name]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {concat: [a, b]}}}

        """, fileName: "blueprint.yaml"),
    ])
}
