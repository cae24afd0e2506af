// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule without recurrence does not say `count: 1`.
package enum ScheduleCount: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF176", "schedule-recurrence-count", .cloudify, .warning,
    summary: "A schedule without recurrence does not say `count: 1`.",
    rationale: "The product takes the blueprint, and then no deployment can be created from it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            «s»: {workflow: install, since: '10:00'}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: «3»}

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
            s: {workflow: install, since: '10:00', recurrence: 1d}

        """, fileName: "blueprint.yaml"),
    ])
}
