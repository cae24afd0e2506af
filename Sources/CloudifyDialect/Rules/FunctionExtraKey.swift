// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// Another key stands beside a function.
package enum FunctionExtraKey: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF170", "function-extra-key", .cloudify, .warning,
    summary: "Another key stands beside a function.",
    rationale: "The product takes the mapping for plain data: the function is not called.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {}}
        outputs: {o: {value: {get_input: i, «default»: 5}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        outputs: {o: {value: {get_attribute: [n, ip], «port»: 80}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {}}
        outputs: {o: {value: {get_input: i}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {}}
        outputs: {o: {value: {get_input: i, type: string}}}

        """, fileName: "blueprint.yaml"),
    ])
}
