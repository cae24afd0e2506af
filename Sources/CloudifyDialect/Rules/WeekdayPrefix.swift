// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// What stands before a weekday is not what the manager reads.
package enum WeekdayPrefix: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF189", "schedule-weekday-prefix", .cloudify, .warning,
    summary: "What stands before a weekday is not what the manager reads.",
    rationale: "The product takes the blueprint, and then no deployment can be created from it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1mo, weekdays: [«9mo»]}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, weekdays: [«2mo»]}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1mo, weekdays: [2mo, L-fr]}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, weekdays: [mo]}

        """, fileName: "blueprint.yaml"),
    ])
}
