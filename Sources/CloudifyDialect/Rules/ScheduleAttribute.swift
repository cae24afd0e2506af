// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule's parameters hold `get_attribute`.
package enum ScheduleAttribute: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF187", "schedule-attribute", .cloudify, .error,
    summary: "A schedule's parameters hold `get_attribute`.",
    rationale: "The product refuses it (code 1): schedules are made when the deployment is created.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1, workflow_parameters: {a: {«get_attribute»: [n, \
        x]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1, workflow_parameters: {«get_attribute»: [n, x]}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1, workflow_parameters: {a: 1}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
    ])
}
