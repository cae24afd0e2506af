// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// There is no policy type or policy trigger of this name.
package enum PolicyType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF144", "unknown-policy-type", .cloudify, .error, fix: .safe,
    summary: "There is no policy type or policy trigger of this name.",
    rationale: "The product refuses it (codes 41 and 42).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        policy_types: {load: {source: x}}
        groups: {g: {members: [n], policies: {q: {type: «laod»}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        policy_types: {load: {source: x}}
        groups: {g: {members: [n], policies: {q: {type: load, triggers: {z: {type: «t»}}}}}}

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
        policy_types: {load: {source: x}}
        groups: {g: {members: [n], policies: {q: {type: load}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        groups: {g: {members: [n]}}

        """, fileName: "blueprint.yaml"),
    ])
}
