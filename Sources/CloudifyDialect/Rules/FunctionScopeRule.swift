// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `SELF`, `SOURCE` or `TARGET` is used where it means nothing.
package enum FunctionScopeRule: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF167", "function-wrong-scope", .cloudify, .error,
    summary: "`SELF`, `SOURCE` or `TARGET` is used where it means nothing.",
    rationale: "The product's parser fails on it, in capabilities with a bare `KeyError`.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        outputs: {o: {value: {get_attribute: [«SELF», ip]}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: p.m.f, inputs: {a: {get_attribute: [«SOURCE», ip]}}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: p.m.f, inputs: {a: {get_attribute: [SELF, ip]}}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
        outputs: {o: {value: {get_attribute: [n, ip]}}}

        """, fileName: "blueprint.yaml"),
    ])
}
