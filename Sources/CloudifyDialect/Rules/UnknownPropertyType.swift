// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// There is no type of this name for a property, an input or a parameter.
package enum UnknownPropertyType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF135", "unknown-type", .cloudify, .error, fix: .safe,
    summary: "There is no type of this name for a property, an input or a parameter.",
    rationale: "The product refuses it (code 103).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: «int»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        data_types: {address: {}}
        node_types: {t: {properties: {a: {type: «adress»}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: integer}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types: {address: {}}
        node_types: {t: {properties: {a: {type: address}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
