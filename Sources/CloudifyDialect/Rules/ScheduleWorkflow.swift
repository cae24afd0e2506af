// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule starts a workflow that is not there.
package enum ScheduleWorkflow: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF175", "schedule-unknown-workflow", .cloudify, .warning, fix: .safe,
    summary: "A schedule starts a workflow that is not there.",
    rationale: "The product takes the blueprint, and then no deployment can be created from it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        deployment_settings:
          default_schedules:
            s: {workflow: «instal», since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: p.m.f}
        deployment_settings:
          default_schedules:
            s: {workflow: «nope», since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: ['plugin:p']
        deployment_settings:
          default_schedules:
            s: {workflow: backup, since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
    ])
}
