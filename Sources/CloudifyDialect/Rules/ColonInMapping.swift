// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A workflow's mapping has a colon instead of a dot.
package enum ColonInMapping: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF126", "mapping-colon", .cloudify, .warning, fix: .safe,
    summary: "A workflow's mapping has a colon instead of a dot.",
    rationale: "What looks like an address is taken for a script, which is not there when it runs.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins:
          p: {executor: central_deployment_agent, install: false}
          script: {executor: central_deployment_agent, install: false}
        workflows: {w: «p.mod:func»}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows:
          w:
            mapping: «p.mod:func»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: p.mod.func}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        workflows: {w: 'http://example.com/w.py'}

        """, fileName: "blueprint.yaml"),
    ])
}
