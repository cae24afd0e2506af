// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `item_type` stands beside another type than `list`, or is no basic type.
package enum ItemType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF156", "item-type", .cloudify, .error, fix: .safe,
    summary: "`item_type` stands beside another type than `list`, or is no basic type.",
    rationale: "The product refuses it (codes 217 and 218).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: list, item_type: «integr»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: string, item_type: «integer»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: list, item_type: integer}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: list}}

        """, fileName: "blueprint.yaml"),
    ])
}
