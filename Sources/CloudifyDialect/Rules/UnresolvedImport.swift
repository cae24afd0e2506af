// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An import is on a manager or on the network, and was not looked into.
package enum UnresolvedImport: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF111", "unresolved-import", .cloudify, .hint,
    summary: "An import is on a manager or on the network, and was not looked into.",
    rationale: "Names that it may define are not checked.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [«plugin:cloudify-aws-plugin»]

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports:
          - «https://example.com/a.yaml»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
    ])
}
