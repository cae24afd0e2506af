// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An input is hidden, required and without a default.
package enum HiddenRequired: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF154", "hidden-required-input", .cloudify, .error,
    summary: "An input is hidden, required and without a default.",
    rationale: "The product refuses it (code 215): nobody could give it a value.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: string, «hidden»: true}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs:
          i:
            «hidden»: yes
            required: true

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {hidden: true, default: x}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {hidden: true, required: false}}

        """, fileName: "blueprint.yaml"),
    ])
}
