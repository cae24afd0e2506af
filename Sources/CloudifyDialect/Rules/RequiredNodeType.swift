// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `node_types_required` names a type that is not there.
package enum RequiredNodeType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF159", "node-type-required-unknown", .cloudify, .warning, fix: .safe,
    summary: "`node_types_required` names a type that is not there.",
    rationale: "Nobody looks at it before a run, and then no node is of it, so the workflow is not available.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {server: {}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_types_required: [«servr»]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_types_required: [«x.y»]}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {server: {}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_types_required: [server]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: ['plugin:p']
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_types_required: [x]}}}

        """, fileName: "blueprint.yaml"),
    ])
}
