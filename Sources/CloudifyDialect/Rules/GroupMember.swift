// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A group has no member, or one that is neither a node nor a group.
package enum GroupMember: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF143", "group-member", .cloudify, .error, fix: .safe,
    summary: "A group has no member, or one that is neither a node nor a group.",
    rationale: "The product refuses it (codes 1 and 40).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates: {server: {type: t}}
        groups: {g: {members: [«servr»]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        groups: {g: {members: «[]»}}

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

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        groups: {g: {members: [n]}, h: {members: [g]}}

        """, fileName: "blueprint.yaml"),
    ])
}
