// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// No plugin and no script is behind a relationship's operation.
package enum RelationshipMapping: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF118", "relationship-operation-without-plugin", .cloudify, .error, fix: .safe,
    summary: "No plugin and no script is behind a relationship's operation.",
    rationale: "The product refuses it (code 19).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {shell: {executor: central_deployment_agent, install: false}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships:
              - {type: r, target: m, source_interfaces: {i: {o: «shel.m.f»}}}
          m: {type: t}
        relationships: {r: {}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        relationships: {r: {}}
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            relationships:
              - {type: r, target: m, target_interfaces: {i: {o: {implementation: «q.m.f»}}}}
          m: {type: t}

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
            relationships:
              - {type: r, target: m, source_interfaces: {i: {o: p.m.f}}}
          m: {type: t}
        relationships: {r: {}}

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
