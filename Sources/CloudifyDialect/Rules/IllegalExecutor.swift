// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An executor is neither `central_deployment_agent` nor `host_agent`.
package enum IllegalExecutor: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF130", "illegal-executor", .cloudify, .error, fix: .safe,
    summary: "An executor is neither `central_deployment_agent` nor `host_agent`.",
    rationale: "The product refuses it (code 18 for plugins, 28 for operations).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: «host_agnt», install: false}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: p.m.f, executor: «manager»}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: p.m.f, executor: central_deployment_agent}}}

        """, fileName: "blueprint.yaml"),
    ])
}
