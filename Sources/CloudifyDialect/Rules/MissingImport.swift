// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// There is no file for an import.
package enum MissingImport: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF107", "missing-import", .cloudify, .error,
    summary: "There is no file for an import.",
    rationale: """
      The product refuses it (code 13). It looks in the folder of the importing file, then in that of the main \
      file.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [«types.yaml»]

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports:
          - «sub/nodes.yaml»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [types.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "types.yaml", text: "node_types: {}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [types.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "types_1_5.yaml", text: "node_types: {}\n")]),
    ])
}
