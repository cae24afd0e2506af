// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A type derives from one that is not there.
package enum UnknownParent: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF134", "unknown-parent-type", .cloudify, .error, fix: .safe,
    summary: "A type derives from one that is not there.",
    rationale: "The product refuses it (code 103).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {server: {}, big: {derived_from: «servr»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        relationships: {r: {derived_from: «x»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {server: {}, big: {derived_from: server}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {t: {derived_from: cloudify.nodes.Root}}

        """, fileName: "blueprint.yaml"),
      // Types for others: what they extend comes with the file that imports them.
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {acme.Server: {derived_from: acme.Machine}}

        """, fileName: "plugin.yaml"),
    ])
}
