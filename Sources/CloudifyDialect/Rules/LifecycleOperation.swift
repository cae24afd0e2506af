// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A relationship depends on a lifecycle operation that the other node does not have.
package enum LifecycleOperation: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF161", "lifecycle-operation", .cloudify, .error,
    summary: "A relationship depends on a lifecycle operation that the other node does not have.",
    rationale: "The product refuses it (codes 215 and 216).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {derived_from: cloudify.nodes.Root}}
        node_templates:
          a: {type: t, relationships: [{type: cloudify.relationships.depends_on_lifecycle_operation, \
        target: b, properties: {operation: «start»}}]}
          b: {type: t}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {derived_from: cloudify.nodes.Root}}
        node_templates:
          a: {type: t, relationships: [{type: cloudify.relationships.depends_on_lifecycle_operation, \
        target: b, properties: {operation: «create»}}]}
          b: {type: t, interfaces: {cloudify.interfaces.lifecycle: {start: p.m.f}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types: {t: {derived_from: cloudify.nodes.Root}}
        node_templates:
          a: {type: t, relationships: [{type: cloudify.relationships.depends_on_lifecycle_operation, \
        target: b, properties: {operation: start}}]}
          b: {type: t, interfaces: {cloudify.interfaces.lifecycle: {start: p.m.f}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t

        """, fileName: "blueprint.yaml"),
    ])
}
