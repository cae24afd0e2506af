// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// There is no node type of this name.
package enum UnknownNodeType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF120", "unknown-node-type", .cloudify, .error, fix: .safe,
    summary: "There is no node type of this name.",
    rationale: "The product refuses it (code 7).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {server: {}}
        node_templates: {n: {type: «servr»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_templates:
          n:
            type: «t»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: ['plugin:p']
        node_templates: {n: {type: t}}

        """, fileName: "blueprint.yaml"),
    ])
}
