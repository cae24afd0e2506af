// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An operation runs on a host, and its node is contained in none.
package enum HostAgentWithoutHost: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF133", "host-agent-without-host", .cloudify, .error,
    summary: "An operation runs on a host, and its node is contained in none.",
    rationale: "The product refuses it (code 24).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {h: {executor: host_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: «h.m.f»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: «p.m.f», executor: host_agent}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {h: {executor: host_agent, install: false}}
        node_templates: {n: {type: cloudify.nodes.Compute, interfaces: {i: {o: h.m.f}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: p.m.f}}

        """, fileName: "blueprint.yaml"),
    ])
}
