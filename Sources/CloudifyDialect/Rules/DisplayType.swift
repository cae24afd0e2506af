// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An input that is no textarea has `display`.
package enum DisplayType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF155", "display-type", .cloudify, .error,
    summary: "An input that is no textarea has `display`.",
    rationale: "The product refuses it (code 216).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: string, «display»: {rows: 3}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs:
          i:
            «display»: {rows: 3}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: textarea, display: {rows: 3}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {type: textarea}}

        """, fileName: "blueprint.yaml"),
    ])
}
