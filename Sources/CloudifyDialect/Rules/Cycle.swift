// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// Types derive from each other, or nodes depend on each other, in a circle.
package enum Cycle: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF136", "cycle", .cloudify, .error,
    summary: "Types derive from each other, or nodes depend on each other, in a circle.",
    rationale: "The product refuses it (code 100).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {a: {derived_from: «b»}, b: {derived_from: a}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        relationships: {r: {}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          a: {type: t, relationships: [{type: r, target: b}]}
          b: {type: t, relationships: [{type: r, target: «a»}]}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {a: {derived_from: b}, b: {}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        relationships: {r: {}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates: {a: {type: t, relationships: [{type: r, target: b}]}, b: {type: t}}

        """, fileName: "blueprint.yaml"),
    ])
}
