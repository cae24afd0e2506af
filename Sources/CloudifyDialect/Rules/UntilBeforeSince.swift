// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule ends before it starts.
package enum UntilBeforeSince: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF177", "until-before-since", .cloudify, .warning,
    summary: "A schedule ends before it starts.",
    rationale: "It never starts anything.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '2030-01-02 10:00', until: '«2030-01-01 10:00»', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '2030-1-2 10:00', until: '«2029-12-31 10:00»', recurrence: 1d}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '2030-01-02 10:00', until: '2030-02-01 10:00', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', until: '2030-02-01 10:00', count: 1}

        """, fileName: "blueprint.yaml"),
    ])
}
