// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A file imports something twice.
package enum DuplicateImport: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF106", "duplicate-import", .cloudify, .error, fix: .safe,
    summary: "A file imports something twice.",
    rationale: "The product refuses it (code 2).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports:
          - a.yaml
          - «a.yaml»

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml, «cloudify/types/types.yaml»]

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml, x--a.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]

        """, fileName: "blueprint.yaml"),
    ])
}
