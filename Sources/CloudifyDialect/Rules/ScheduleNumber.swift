// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule's `slip` or `count` is too small to mean anything.
package enum ScheduleNumber: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF179", "schedule-number", .cloudify, .warning,
    summary: "A schedule's `slip` or `count` is too small to mean anything.",
    rationale: "Nobody looks at it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, slip: «-5»}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, count: «-2»}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, slip: 5}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, count: 2}

        """, fileName: "blueprint.yaml"),
    ])
}
