// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A function in a default names what is not there, or gets arguments that it does not take.
package enum LateFunction: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF186", "late-function", .cloudify, .warning, fix: .safe,
    summary: "A function in a default names what is not there, or gets arguments that it does not take.",
    rationale: "The product does not look at it before it needs the value, and fails then.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        inputs: {port: {}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {default: {get_input: «prt»}}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {default: {get_attribute: [«n», x]}}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        inputs: {port: {}}
        workflows: {w: {mapping: p.m.f, parameters: {a: {default: {get_input: port}}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        workflows: {w: {mapping: p.m.f, parameters: {a: {default: {get_attribute: [n, x]}}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
