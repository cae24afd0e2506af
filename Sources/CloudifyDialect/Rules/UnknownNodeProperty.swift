// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `get_property` asks for what the node does not have.
package enum UnknownNodeProperty: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF168", "function-unknown-property", .cloudify, .error, fix: .safe,
    summary: "`get_property` asks for what the node does not have.",
    rationale: "The product's parser fails on it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        outputs: {o: {value: {get_property: [n, «siz»]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {}}}}
        node_templates: {n: {type: t, properties: {a: [1, 2]}}}
        outputs: {o: {value: {get_property: [n, a, «7»]}}}

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
        outputs: {o: {value: {get_property: [n, size]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {}}}}
        node_templates: {n: {type: t, properties: {a: [1, 2]}}}
        outputs: {o: {value: {get_property: [n, a, 1]}}}

        """, fileName: "blueprint.yaml"),
    ])
}
