// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// A function that is called at the creation needs what is known at run time only.
package enum LateArgument: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF190", "late-argument", .cloudify, .warning,
    summary: "A function that is called at the creation needs what is known at run time only.",
    rationale: """
      `get_input` and `get_property` are called when a deployment is created, when there are no attributes, secrets \
      and capabilities yet. The product takes the blueprint, and then no deployment can be created from it.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_input: [«{get_attribute: [n, b]}»]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_property: [«{concat: [{get_secret: x}]}», b]}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {name: {}}
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_property: [n, {get_input: name}]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_attribute: [n, {get_property: [n, b]}]}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
