// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A node, a relationship or a value has a property that its type does not have.
package enum UndefinedProperty: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF139", "undefined-property", .cloudify, .error, fix: .safe,
    summary: "A node, a relationship or a value has a property that its type does not have.",
    rationale: "The product refuses it (code 106).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            properties: {«siz»: 2}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types: {d: {properties: {a: {}}}}
        inputs: {i: {type: d, default: {«c»: 1, a: 1}}}

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
            properties: {size: 2}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types: {d: {properties: {a: {}}}}
        inputs: {i: {type: d, default: {a: 1}}}

        """, fileName: "blueprint.yaml"),
    ])
}
