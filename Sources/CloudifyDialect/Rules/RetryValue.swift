// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// Retries, intervals or timeouts are negative.
package enum RetryValue: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF160", "retry-value", .cloudify, .error,
    summary: "Retries, intervals or timeouts are negative.",
    rationale: "The product's parser crashes on them; only `max_retries` may be -1.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: p.m.f, max_retries: «-2»}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {interfaces: {i: {o: {implementation: p.m.f, retry_interval: «-1»}}}}}

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
            interfaces: {i: {o: {implementation: p.m.f, max_retries: -1}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: {implementation: p.m.f, retry_interval: 0}}}

        """, fileName: "blueprint.yaml"),
    ])
}
