// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An input is used nowhere.
package enum UnusedInput: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF180", "unused-blueprint-input", .cloudify, .warning,
    summary: "An input is used nowhere.",
    rationale: "Whoever creates a deployment is asked for it, for nothing.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        inputs: {«i»: {}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {a: {}, «b»: {}}
        outputs: {o: {value: {get_input: a}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {a: {}}
        outputs: {o: {value: {get_input: a}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {a: {}}

        """, fileName: "blueprint.yaml"),
    ])
}
