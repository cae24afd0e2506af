// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A node has `instances` and `capabilities`.
package enum InstancesAndCapabilities: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF148", "instances-and-capabilities", .cloudify, .error,
    summary: "A node has `instances` and `capabilities`.",
    rationale: "The product refuses it (code 209); `instances` is deprecated.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            «instances»: {deploy: 1}
            capabilities: {}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            capabilities: {scalable: {}}
            «instances»: {deploy: 2}

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
            instances: {deploy: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            capabilities: {scalable: {}}

        """, fileName: "blueprint.yaml"),
    ])
}
