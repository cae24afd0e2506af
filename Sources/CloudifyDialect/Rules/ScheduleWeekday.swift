// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A weekday is none.
package enum ScheduleWeekday: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF173", "schedule-weekday", .cloudify, .error,
    summary: "A weekday is none.",
    rationale: "The product refuses it (code 1).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1w, weekdays: [mo, «xy»]}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1w, weekdays: [«monday»]}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1w, weekdays: [mo, TU]}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1mo, weekdays: [2fr]}

        """, fileName: "blueprint.yaml"),
    ])
}
