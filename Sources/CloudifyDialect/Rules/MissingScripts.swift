// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// None of the scripts that a blueprint names is there.
package enum MissingScripts: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF191", "missing-scripts", .cloudify, .warning,
    summary: "None of the scripts that a blueprint names is there.",
    rationale: """
      The product refuses a blueprint without its scripts (codes 10 and 21). Where not one of them is there, they may \\
      be elsewhere, in an archive or on a manager; one that is missing among others is an error (CF121, CF122).
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_templates:
          n:
            type: cloudify.nodes.Root
            interfaces: {cloudify.interfaces.lifecycle: {create: «scripts/create.sh»}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: «workflow.py»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_templates:
          n:
            type: cloudify.nodes.Root
            interfaces: {cloudify.interfaces.lifecycle: {create: scripts/create.sh}}

        """, fileName: "blueprint.yaml", others: [("scripts/create.sh", "true")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.workflow.py}}

        """, fileName: "blueprint.yaml"),
    ])
}
