// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A script is named, and no plugin runs scripts.
package enum ScriptPluginMissing: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF128", "script-plugin-missing", .cloudify, .error,
    summary: "A script is named, and no plugin runs scripts.",
    rationale: "The product refuses it (code 61).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        workflows: {w: «w.py»}

        """, fileName: "blueprint.yaml",
        others: [(name: "w.py", text: "")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        workflows:
          w: '«http://example.com/w.py»'

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        workflows: {w: w.py}

        """, fileName: "blueprint.yaml",
        others: [(name: "w.py", text: "")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {script: {executor: central_deployment_agent, install: false}}
        workflows: {w: 'http://example.com/w.py'}

        """, fileName: "blueprint.yaml"),
    ])
}
