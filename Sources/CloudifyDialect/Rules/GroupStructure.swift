// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// Groups are members of each other in a circle, or a member belongs to two scaling groups.
package enum GroupStructure: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF145", "group-structure", .cloudify, .error,
    summary: "Groups are members of each other in a circle, or a member belongs to two scaling groups.",
    rationale: "The product refuses it (codes 200, 201, 202 and 211); all but the last only when there is a policy.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        groups:
          a: {members: [b]}
          b: {members: [«a»]}
        policies: {s: {type: cloudify.policies.scaling, targets: [a]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        groups:
          a: {members: [n]}
          b: {members: [«n»]}
        policies: {s: {type: cloudify.policies.scaling, targets: [a, b]}}

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
        groups: {a: {members: [n]}, b: {members: [n]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        groups: {a: {members: [n]}}
        policies: {s: {type: cloudify.policies.scaling, targets: [a]}}

        """, fileName: "blueprint.yaml"),
    ])
}
