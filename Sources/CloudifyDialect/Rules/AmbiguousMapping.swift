// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A mapping fits two plugins.
package enum AmbiguousMapping: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF123", "ambiguous-mapping", .cloudify, .error,
    summary: "A mapping fits two plugins.",
    rationale: "The product refuses it (code 91).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins:
          a: {executor: central_deployment_agent, install: false}
          a.b: {executor: central_deployment_agent, install: false}
        workflows: {w: «a.b.c»}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins:
          a: {executor: central_deployment_agent, install: false}
          a.b: {executor: central_deployment_agent, install: false}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: «a.b.c»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins:
          a: {executor: central_deployment_agent, install: false}
          a.b: {executor: central_deployment_agent, install: false}
        workflows: {w: a.c.d}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: p.m.f}

        """, fileName: "blueprint.yaml"),
    ])
}
