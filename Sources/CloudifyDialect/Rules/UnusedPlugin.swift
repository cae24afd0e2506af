// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A plugin is used by no operation and no workflow.
package enum UnusedPlugin: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF181", "unused-plugin", .cloudify, .warning,
    summary: "A plugin is used by no operation and no workflow.",
    rationale: "It is installed for nothing, or the mapping that was to use it names another one.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {«p»: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {a: {executor: central_deployment_agent, install: false}, «b»: {executor: \
        central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: a.m.f}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
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
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}

        """, fileName: "blueprint.yaml"),
    ])
}
