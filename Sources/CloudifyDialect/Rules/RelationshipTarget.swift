// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A relationship leads to no node, or to the node itself.
package enum RelationshipTarget: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF131", "relationship-target", .cloudify, .error, fix: .safe,
    summary: "A relationship leads to no node, or to the node itself.",
    rationale: "The product refuses it (codes 25 and 23).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        relationships: {r: {}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          web: {type: t, relationships: [{type: r, target: «datbase»}]}
          database: {type: t}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        relationships: {r: {}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships:
              - {type: r, target: «n»}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        relationships: {r: {}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates: {a: {type: t, relationships: [{type: r, target: b}]}, b: {type: t}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t

        """, fileName: "blueprint.yaml"),
    ])
}
