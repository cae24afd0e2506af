// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// The version of the language does not exist.
package enum UnsupportedVersion: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF102", "unsupported-dsl-version", .cloudify, .error, fix: .unsafe,
    summary: "The version of the language does not exist.",
    rationale: "The product knows `cloudify_dsl_1_0` to `cloudify_dsl_1_5` and refuses others (code 29).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: «cloudify_dsl_1_6»

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: "«cloudify_dsl_1.3»"

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_0

        """, fileName: "blueprint.yaml"),
    ])
}
