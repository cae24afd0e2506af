// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule's time or recurrence cannot be read.
package enum ScheduleTime: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF172", "schedule-time", .cloudify, .error,
    summary: "A schedule's time or recurrence cannot be read.",
    rationale: "The product crashes on it. There are no seconds, no `T` and no cron expressions.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '«25:00»', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: «weekly»}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '2030-01-31 10:00', recurrence: 2 weeks}

        """, fileName: "blueprint.yaml"),
    ])
}
