// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A blueprint has a second document, or an import cannot be read as YAML.
package enum BrokenYAML: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF105", "several-documents", .cloudify, .error,
    summary: "A blueprint has a second document, or an import cannot be read as YAML.",
    rationale: "The product's parser crashes on it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        ---
        «foo: bar»

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {}
        ---
        «a: 1»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        description: one

        """, fileName: "blueprint.yaml"),
    ])
}
