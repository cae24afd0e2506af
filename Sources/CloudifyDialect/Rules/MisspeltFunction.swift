// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A mapping is nearly a function.
package enum MisspeltFunction: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF169", "misspelt-function", .cloudify, .warning, fix: .safe,
    summary: "A mapping is nearly a function.",
    rationale: "The product takes it for plain data and hands it on as it is.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        outputs: {o: {value: {«get_atribute»: [n, ip]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {«concatt»: [a, b]}}}

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
        outputs: {o: {value: {get_attribute: [n, ip]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {getter: {a: b}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
