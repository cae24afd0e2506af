// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A workflow is of a plugin that runs on hosts.
package enum HostAgentWorkflow: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF183", "host-agent-workflow", .cloudify, .warning,
    summary: "A workflow is of a plugin that runs on hosts.",
    rationale: "Workflows always run on the manager, where the plugin may not be.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {h: {executor: host_agent, install: false}}
        workflows: {w: «h.m.f»}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {h: {executor: host_agent, install: false}}
        workflows:
          w:
            mapping: «h.m.f»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: p.m.f}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {h: {executor: host_agent, install: false}}
        node_templates: {n: {type: cloudify.nodes.Compute, interfaces: {i: {o: h.m.f}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
