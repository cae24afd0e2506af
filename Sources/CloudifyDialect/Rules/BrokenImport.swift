// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An imported file has an error that breaks the blueprint.
package enum BrokenImport: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF112", "broken-import", .cloudify, .error,
    summary: "An imported file has an error that breaks the blueprint.",
    rationale: "The product refuses the whole blueprint for it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [«a.yaml»]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {propertes: {}}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [«a.yaml»]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {derived_from: u}}\n")]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {properties: {}}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        node_types: {u: {}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {derived_from: u}}\n")]),
    ])
}
