// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A policy has another type than scaling, or a target that is no group.
package enum PolicyTarget: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF146", "policy-target", .cloudify, .error, fix: .unsafe,
    summary: "A policy has another type than scaling, or a target that is no group.",
    rationale: "The product refuses it (codes 204, 205 and 206).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        groups: {g: {members: [n]}}
        policies: {s: {type: «scaling», targets: [g]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        policies: {s: {type: cloudify.policies.scaling, targets: [«n»]}}

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
        groups: {g: {members: [n]}}
        policies: {s: {type: cloudify.policies.scaling, targets: [g]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        policies: {}

        """, fileName: "blueprint.yaml"),
    ])
}
