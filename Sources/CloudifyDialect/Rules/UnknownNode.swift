// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A function names a node that is not there.
package enum UnknownNode: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF166", "function-unknown-node", .cloudify, .error, fix: .safe,
    summary: "A function names a node that is not there.",
    rationale: "The product's parser fails on it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates: {server: {type: t}}
        outputs: {o: {value: {get_attribute: [«servr», ip]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {get_property: [«n», p]}}}

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
        outputs: {o: {value: {get_attribute: [n, ip]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: ['https://example.com/a.yaml']
        outputs: {o: {value: {get_attribute: [n, ip]}}}

        """, fileName: "blueprint.yaml"),
    ])
}
