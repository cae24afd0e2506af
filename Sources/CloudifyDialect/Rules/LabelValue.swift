// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A label's value is neither a text nor a function that is known in time.
package enum LabelValue: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF163", "label-value", .cloudify, .error,
    summary: "A label's value is neither a text nor a function that is known in time.",
    rationale: "The product refuses it (code 1).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        labels: {l: {values: [«[a]»]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        blueprint_labels: {l: {values: [a, «{get_input: i}»]}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {}}
        labels: {l: {values: [a, {get_input: i}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        blueprint_labels: {l: {values: [a]}}

        """, fileName: "blueprint.yaml"),
    ])
}
