// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An imported file is written in a newer version than the main file.
package enum NewerImport: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF108", "newer-import", .cloudify, .error,
    summary: "An imported file is written in a newer version than the main file.",
    rationale: "The product refuses it (code 28).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_4
        imports: [«a.yaml»]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "tosca_definitions_version: cloudify_dsl_1_5\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_0
        imports:
          - «a.yaml»

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "tosca_definitions_version: cloudify_dsl_1_1\n")]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "tosca_definitions_version: cloudify_dsl_1_3\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
    ])
}
