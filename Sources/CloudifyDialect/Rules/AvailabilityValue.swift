// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `node_instances_active` has a value other than `all`, `partial` and `none`.
package enum AvailabilityValue: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF157", "availability-value", .cloudify, .error, fix: .safe,
    summary: "`node_instances_active` has a value other than `all`, `partial` and `none`.",
    rationale: "The product refuses it (code 103), and its message names the key wrongly.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_instances_active: [«ALL»]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_instances_active: [all, «some»]}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_instances_active: [all]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_instances_active: [none, partial]}}}

        """, fileName: "blueprint.yaml"),
    ])
}
