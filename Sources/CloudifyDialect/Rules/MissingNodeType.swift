// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A node has no type.
package enum MissingNodeType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF119", "missing-node-type", .cloudify, .error,
    summary: "A node has no type.",
    rationale: """
      The product refuses it (code 1). A node without one may only extend the relationships of an imported node.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_templates: {«n»: {properties: {}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_templates:
          «n»:
            relationships: []

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
        imports: [a.yaml]
        node_templates: {n: {relationships: []}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {}}\nnode_templates: {n: {type: t}}\n")]),
    ])
}
