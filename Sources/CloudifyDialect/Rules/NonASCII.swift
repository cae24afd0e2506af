// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A text holds a character that is no ASCII.
package enum NonASCII: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF104", "non-ascii", .cloudify, .error,
    summary: "A text holds a character that is no ASCII.",
    rationale: "The product refuses it (code 108), wherever the text stands. Comments are free.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {band: {default: «Mötley»}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        description: "«grün»"

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        description: green # grün

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {}

        """, fileName: "blueprint.yaml"),
    ])
}
