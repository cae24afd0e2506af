// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A value is not of its property's type.
package enum ValueType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF138", "value-type", .cloudify, .error, fix: .safe,
    summary: "A value is not of its property's type.",
    rationale: "The product refuses it (code 105). It converts nothing: `\"True\"` is no boolean.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, default: «'5'»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            properties: {size: «big»}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer, default: 5}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: string, default: 5}}

        """, fileName: "blueprint.yaml"),
    ])
}
