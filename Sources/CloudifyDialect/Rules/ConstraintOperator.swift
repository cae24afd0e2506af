// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A constraint is none that there is.
package enum ConstraintOperator: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF149", "unknown-constraint", .cloudify, .error, fix: .safe,
    summary: "A constraint is none that there is.",
    rationale: "The product refuses it (code 103). A parameter's constraint has one operator, and no `error_message`.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{«greater»: 5}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {constraints: [{max_length: 5, «error_message»: \
        no}]}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{greater_than: 5}]}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {i: {constraints: [{max_length: 5, error_message: too long}]}}

        """, fileName: "blueprint.yaml"),
    ])
}
