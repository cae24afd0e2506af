// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// There is no relationship type of this name.
package enum RelationshipType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF132", "unknown-relationship-type", .cloudify, .error, fix: .safe,
    summary: "There is no relationship type of this name.",
    rationale: "The product refuses it (code 26).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates: {a: {type: t, relationships: [{type: «cloudify.relationships.conected_to», target: \
        b}]}, b: {type: t}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships: [{type: «r», target: m}]
          m: {type: t}

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
            relationships: [{type: cloudify.relationships.connected_to, target: m}]
          m: {type: t}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: ['plugin:p']
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships: [{type: r, target: m}]
          m: {type: t}

        """, fileName: "blueprint.yaml"),
    ])
}
