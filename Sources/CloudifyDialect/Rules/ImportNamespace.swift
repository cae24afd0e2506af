// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An import's namespace is missing or not allowed.
package enum ImportNamespace: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF109", "import-namespace", .cloudify, .error, fix: .safe,
    summary: "An import's namespace is missing or not allowed.",
    rationale: """
      The product's own types take no namespace (code 214), blueprints need one (213), and `--` may not be a \
      part of one (212).
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [«x--cloudify/types/types.yaml»]

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [«blueprint:base»]

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [x--a.yaml]

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "inputs: {}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [base--blueprint:base]

        """, fileName: "blueprint.yaml"),
    ])
}
