// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A property or an operation's input has no value and no default.
package enum MissingProperty: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF140", "missing-property", .cloudify, .error,
    summary: "A property or an operation's input has no value and no default.",
    rationale: "The product refuses it (code 107).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {}}}}
        node_templates: {«n»: {type: t}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        data_types: {d: {properties: {a: {}, b: {}}}}
        node_types: {t: {properties: {p: {type: d}}}}
        node_templates: {n: {type: t, properties: {p: «{a: 1}»}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {required: false}}}}
        node_templates: {n: {type: t}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}}}}
        node_templates: {n: {type: t}}

        """, fileName: "blueprint.yaml"),
    ])
}
