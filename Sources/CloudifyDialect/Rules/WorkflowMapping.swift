// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// No plugin and no script is behind a workflow.
package enum WorkflowMapping: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF122", "workflow-without-plugin", .cloudify, .error, fix: .safe,
    summary: "No plugin and no script is behind a workflow.",
    rationale: "The product refuses it (code 21).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {deploy: {executor: central_deployment_agent, install: false}}
        workflows: {w: «deplo.m.f»}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows:
          w:
            mapping: «echo hi»

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
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: p.}

        """, fileName: "blueprint.yaml"),
    ])
}
