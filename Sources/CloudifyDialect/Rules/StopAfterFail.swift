// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `stop_after_fail` has no effect.
package enum StopAfterFail: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF178", "stop-after-fail", .cloudify, .warning,
    summary: "`stop_after_fail` has no effect.",
    rationale: "The manager reads another key than the blueprint has, so the setting is silently lost.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, «stop_after_fail»: true}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', count: 1, «stop_after_fail»: false}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        deployment_settings:
          default_schedules:
            s: {workflow: install, since: '10:00', recurrence: 1d, slip: 5}

        """, fileName: "blueprint.yaml"),
    ])
}
