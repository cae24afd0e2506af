// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A plugin is to be installed and says not from where.
package enum PluginWithoutSource: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF142", "plugin-without-source", .cloudify, .error, fix: .unsafe,
    summary: "A plugin is to be installed and says not from where.",
    rationale: "The product refuses it (code 50).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {«p»: {executor: host_agent}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins:
          «p»:
            executor: host_agent
            install: true

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
        plugins: {p: {executor: host_agent, package_name: p}}

        """, fileName: "blueprint.yaml"),
    ])
}
