// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A main file has no `tosca_definitions_version`.
package enum MissingVersion: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF101", "missing-dsl-version", .cloudify, .error,
    summary: "A main file has no `tosca_definitions_version`.",
    rationale: """
      The product refuses it (code 27). A file without one is looked at only where it is read as a blueprint, \
      with `--dialect cloudify`.
      """,
    bad: [
      RuleExample(
        """
        «tosca_definitions_version»:
        node_types: {}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        inputs: {}
        «tosca_definitions_version»: null

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
