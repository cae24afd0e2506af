// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A section stands in two files and cannot be merged.
package enum NonMergeableSection: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF114", "non-mergeable-section", .cloudify, .error,
    summary: "A section stands in two files and cannot be merged.",
    rationale: """
      The product refuses it (code 3): `policies` and `deployment_settings` belong in one file, and before \
      `cloudify_dsl_1_3` inputs, outputs and nodes too.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        «policies»: {}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "policies: {}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_2
        imports: [a.yaml]
        «inputs»: {}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        inputs: {}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        policies: {}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
    ])
}
