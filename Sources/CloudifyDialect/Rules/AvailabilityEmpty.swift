// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `node_instances_active` is empty.
package enum AvailabilityEmpty: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF158", "availability-empty-list", .cloudify, .warning,
    summary: "`node_instances_active` is empty.",
    rationale: "Its values are alternatives; with none the workflow is never available.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {node_instances_active: «[]»}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows:
          w:
            mapping: p.m.f
            availability_rules:
              node_instances_active: «[]»

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
        workflows: {w: {mapping: p.m.f, availability_rules: {}}}

        """, fileName: "blueprint.yaml"),
    ])
}
