// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A workflow has the name of a built-in one.
package enum BuiltInOverride: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF117", "overrides-builtin-workflow", .cloudify, .warning,
    summary: "A workflow has the name of a built-in one.",
    rationale: """
      It takes the built-in workflow's place, and inherits the keys that it lacks, parameters and availability \
      rules included.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {«install»: {mapping: p.m.f}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows:
          «heal»:
            mapping: p.m.f

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {deploy: {mapping: p.m.f}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {install: {mapping: p.m.f}}

        """, fileName: "blueprint.yaml"),
    ])
}
