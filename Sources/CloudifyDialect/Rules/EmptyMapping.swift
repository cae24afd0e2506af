// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A workflow has no mapping, or an empty one.
package enum EmptyMapping: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF124", "empty-mapping", .cloudify, .error,
    summary: "A workflow has no mapping, or an empty one.",
    rationale: "The product refuses the first, and its parser crashes on the second.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        workflows: {w: {mapping: «''»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        workflows:
          «w»: {parameters: {}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        workflows:

        """, fileName: "blueprint.yaml"),
    ])
}
