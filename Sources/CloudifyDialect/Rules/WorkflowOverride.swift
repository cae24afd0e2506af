// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A workflow is declared in two files, in one of them as a text.
package enum WorkflowOverride: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF115", "short-long-override", .cloudify, .error, fix: .unsafe,
    summary: "A workflow is declared in two files, in one of them as a text.",
    rationale: "The product crashes when it merges a text with a mapping.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        imports: [a.yaml]
        workflows: {«w»: p.m.f}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "workflows: {w: {mapping: p.m.f}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        imports: [a.yaml]
        workflows:
          «w»: p.m.f

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "workflows: {w: p.m.g}\n")]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        imports: [a.yaml]
        workflows: {w: {mapping: p.m.f}}

        """, fileName: "blueprint.yaml",
        others: [(name: "a.yaml", text: "workflows: {w: {mapping: p.m.g}}\n")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: p.m.f}

        """, fileName: "blueprint.yaml"),
    ])
}
