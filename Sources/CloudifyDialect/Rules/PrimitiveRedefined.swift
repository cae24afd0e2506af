// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A data type has the name of a basic type.
package enum PrimitiveRedefined: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF137", "primitive-type-redefined", .cloudify, .error,
    summary: "A data type has the name of a basic type.",
    rationale: "The product refuses it (code 104).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types: {«string»: {}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types:
          «list»: {properties: {}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types: {text: {}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {string: {}}

        """, fileName: "blueprint.yaml"),
    ])
}
