// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A schedule gives its workflow other parameters than that takes.
package enum ScheduleParameters: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF192", "schedule-parameters", .cloudify, .warning, fix: .safe,
    summary: "A schedule gives its workflow other parameters than that takes.",
    rationale: """
      The blueprint is taken, and each execution that the schedule starts is refused: a parameter that is not declared
      needs `allow_custom_parameters`, one without a default needs a value, and values are held against type and
      constraints.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.f, parameters: {size: {type: integer}, mode: {default: x}}}}
        deployment_settings:
          default_schedules:
            s: {workflow: w, since: '10:00', count: 1, workflow_parameters: {size: 1, «mod»: y}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.f, parameters: {size: {type: integer}, mode: {default: x}}}}
        deployment_settings:
          default_schedules:
            s: {workflow: «w», since: '10:00', count: 1}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.f, parameters: {size: {type: integer}, mode: {default: x}}}}
        deployment_settings:
          default_schedules:
            s: {workflow: w, since: '10:00', count: 1, workflow_parameters: {size: «big»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.f, parameters: {size: {type: integer}, mode: {default: x}}}}
        deployment_settings:
          default_schedules:
            s: {workflow: w, since: '10:00', count: 1, workflow_parameters: {size: '1', mode: y}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.f, parameters: {size: {type: integer}, mode: {default: x}}}}
        deployment_settings:
          default_schedules:
            s:
              workflow: w
              since: '10:00'
              count: 1
              workflow_parameters: {size: {get_input: n}, other: 1}
              execution_arguments: {allow_custom_parameters: true}
        inputs: {n: {}}

        """, fileName: "blueprint.yaml"),
    ])
}
