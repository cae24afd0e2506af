// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A script's `script_path` or `script_source` is given by hand.
package enum ScriptParameter: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF127", "script-path-declared", .cloudify, .error,
    summary: "A script's `script_path` or `script_source` is given by hand.",
    rationale: "The product adds it itself and refuses another one (code 60).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        workflows: {w: {mapping: w.py, parameters: {«script_path»: {}}}}

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
            interfaces: {i: {o: {implementation: o.sh, inputs: {«script_path»: x}}}}

        """, fileName: "blueprint.yaml",
        others: [(name: "o.sh", text: "")]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        workflows: {w: {mapping: w.py, parameters: {path: {}}}}

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
            interfaces: {i: {o: {implementation: script.script_runner.tasks.run, inputs: {script_path: x}}}}

        """, fileName: "blueprint.yaml",
        others: [(name: "x", text: "")]),
    ])
}
