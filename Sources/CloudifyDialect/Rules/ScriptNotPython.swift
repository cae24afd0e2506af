// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A workflow is a script that is no Python.
package enum ScriptNotPython: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF129", "script-not-python", .cloudify, .warning,
    summary: "A workflow is a script that is no Python.",
    rationale: "Every workflow script is run as Python, so it fails at its first line.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        workflows: {w: «w.sh»}

        """, fileName: "blueprint.yaml",
        others: [(name: "w.sh", text: "")]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        workflows: {w: '«http://example.com/run.sh»'}

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
        imports: [cloudify/types/types.yaml]
        node_types: {t: {properties: {size: {type: integer, default: 1}}}}
        node_templates:
          n:
            type: t
            interfaces: {i: {o: o.sh}}

        """, fileName: "blueprint.yaml",
        others: [(name: "o.sh", text: "")]),
    ])
}
