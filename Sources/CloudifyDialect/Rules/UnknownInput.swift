// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// There is no input of this name.
package enum UnknownInput: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF165", "unknown-input", .cloudify, .error, fix: .safe,
    summary: "There is no input of this name.",
    rationale: "The product's parser fails on it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {port: {}}
        outputs: {o: {value: {get_input: «prt»}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {get_input: [«a», b]}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {port: {}}
        outputs: {o: {value: {get_input: port}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: ['https://example.com/a.yaml']
        outputs: {o: {value: {get_input: a}}}

        """, fileName: "blueprint.yaml"),
    ])
}
