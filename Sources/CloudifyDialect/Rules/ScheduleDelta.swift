// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A relative time adds nothing.
package enum ScheduleDelta: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF188", "schedule-delta", .cloudify, .warning,
    summary: "A relative time adds nothing.",
    rationale: "The product ignores what it cannot read behind a plus.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: «+soon», count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', until: '«+1fortnight»', count: 1}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '+1h', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '+2 days +3min', count: 1}

        """, fileName: "blueprint.yaml"),
    ])
}
