// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A node is contained in two nodes.
package enum SeveralContainers: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF141", "several-containers", .cloudify, .error,
    summary: "A node is contained in two nodes.",
    rationale: "The product refuses it (code 112).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships:
              - {type: cloudify.relationships.contained_in, target: a}
              - {type: «cloudify.relationships.contained_in», target: b}
          a: {type: t}
          b: {type: t}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        relationships: {in: {derived_from: cloudify.relationships.contained_in}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships: [{type: in, target: a}, {type: «in», target: b}]
          a: {type: t}
          b: {type: t}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships:
              - {type: cloudify.relationships.contained_in, target: a}
              - {type: cloudify.relationships.connected_to, target: b}
          a: {type: t}
          b: {type: t}

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
