// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An import silently replaces a definition whose name starts with `cloudify.`.
package enum ReplacedDefinition: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF116", "cloudify-prefix-shadowing", .cloudify, .warning,
    summary: "An import silently replaces a definition whose name starts with `cloudify.`.",
    rationale: "The product takes the import's without a word, so what stands here has no effect.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [a.yaml]
        node_types: {«cloudify.nodes.X»: {}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "node_types: {cloudify.nodes.X: {}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types:
          «cloudify.nodes.Root»: {}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {cloudify.nodes.X: {}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {my.Root: {}}

        """, fileName: "blueprint.yaml"),
    ])
}
