// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An item of a list's default is not of the list's `item_type`.
package enum DefaultItemType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF152", "default-item-type", .cloudify, .warning,
    summary: "An item of a list's default is not of the list's `item_type`.",
    rationale: "The product looks at it when the value is used, and fails then.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {type: list, item_type: integer, default: [«x»]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {type: list, item_type: boolean, default: [true, \
        «1»]}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {type: list, item_type: integer, default: [1]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {a: {type: list, item_type: string, default: [1]}}

        """, fileName: "blueprint.yaml"),
    ])
}
