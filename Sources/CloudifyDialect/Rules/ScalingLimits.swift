// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// The numbers of instances contradict each other, or are none.
package enum ScalingLimits: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF147", "scaling-limits", .cloudify, .error,
    summary: "The numbers of instances contradict each other, or are none.",
    rationale: "The product refuses them (codes 207, 208 and 210).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            capabilities: {scalable: {properties: {default_instances: «2», min_instances: 4}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            capabilities: {scalable: {properties: {max_instances: «many»}}}

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
            capabilities: {scalable: {properties: {default_instances: 4, min_instances: 2}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            capabilities: {scalable: {properties: {max_instances: UNBOUNDED}}}

        """, fileName: "blueprint.yaml"),
    ])
}
