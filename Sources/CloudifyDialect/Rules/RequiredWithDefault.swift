// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `required: true` stands beside a default.
package enum RequiredWithDefault: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF182", "required-with-default", .cloudify, .warning, fix: .safe,
    summary: "`required: true` stands beside a default.",
    rationale: "With a default nothing is missing, so it has no effect.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {default: 1, «required: true»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {«required: true», default: 1}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {required: true}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {default: 1, required: false}}

        """, fileName: "blueprint.yaml"),
    ])
}
