// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule executes an operation that no node has.
package enum UnknownOperation: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF193", "schedule-unknown-operation", .cloudify, .warning, fix: .safe,
    summary: "A schedule executes an operation that no node has.",
    rationale: """
      `execute_operation` passes over nodes without the operation, so the execution does nothing and succeeds, whatever
      the documentation says.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        imports: [cloudify/types/types.yaml]
        node_templates: {n: {type: cloudify.nodes.Root}}
        deployment_settings:
          default_schedules:
            s: {workflow: execute_operation, since: '10:00', count: 1, workflow_parameters: {operation: «cloudify.interfaces.lifecycle.strat»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {t: {interfaces: {acme.backup: {run: {}}}}}
        node_templates: {n: {type: t}}
        deployment_settings:
          default_schedules:
            s: {workflow: execute_operation, since: '10:00', count: 1, workflow_parameters: {operation: «acme.backup.start»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        imports: [cloudify/types/types.yaml]
        node_templates: {n: {type: cloudify.nodes.Root}}
        deployment_settings:
          default_schedules:
            s: {workflow: execute_operation, since: '10:00', count: 1, workflow_parameters: {operation: cloudify.interfaces.lifecycle.start}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_types: {t: {interfaces: {acme.backup: {run: {}}}}}
        node_templates: {n: {type: t}}
        deployment_settings:
          default_schedules:
            s: {workflow: execute_operation, since: '10:00', count: 1, workflow_parameters: {operation: acme.backup.run}}

        """, fileName: "blueprint.yaml"),
    ])
}
