// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule's time zone is not known.
package enum ScheduleZone: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF174", "schedule-timezone", .cloudify, .error,
    summary: "A schedule's time zone is not known.",
    rationale: "The product crashes on it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', timezone: «Mars/Base», count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', timezone: «Berlin», count: 1}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', timezone: Europe/Berlin, count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', timezone: UTC, count: 1}

        """, fileName: "blueprint.yaml"),
    ])
}
