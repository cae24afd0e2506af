// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A name is defined in two files.
package enum NameConflict: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF113", "name-conflict", .cloudify, .error,
    summary: "A name is defined in two files.",
    rationale: """
      The product refuses it (code 4), but for names that start with `cloudify.` and for workflows, which it \
      merges.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        node_types: {«t»: {}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        inputs:
          «i»: {}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {i: {}}\n")]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [x--a.yaml]
        node_types: {t: {}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        node_types: {u: {}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {t: {}}\n")]),
    ])
}
