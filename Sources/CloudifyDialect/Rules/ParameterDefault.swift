// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A parameter's default does not fulfil the parameter's own constraints.
package enum ParameterDefault: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF185", "parameter-default-violates-constraint", .cloudify, .warning,
    summary: "A parameter's default does not fulfil the parameter's own constraints.",
    rationale: "The product looks at it when an execution starts without a value of its own, and refuses to start it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {type: integer, default: «5», constraints: \
        [{greater_than: 10}]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {default: «b», constraints: [{pattern: 'a'}]}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {type: integer, default: 50, constraints: \
        [{greater_than: 10}]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {default: ab, constraints: [{pattern: 'a'}]}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
