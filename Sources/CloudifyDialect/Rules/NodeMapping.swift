// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// No plugin and no script is behind a node's operation.
package enum NodeMapping: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF121", "operation-without-plugin", .cloudify, .error, fix: .safe,
    summary: "No plugin and no script is behind a node's operation.",
    rationale: """
      The product refuses it (code 10). The text before the first dot must be a plugin's name, or the whole a \
      script's path.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {shell: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: «shel.m.f»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {interfaces: {i: {o: {implementation: «x.m.f»}}}}}
        node_templates: {n: {type: t}}

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
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {}}}

        """, fileName: "blueprint.yaml"),
    ])
}
