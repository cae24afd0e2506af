// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// Properties need each other in a circle.
package enum PropertyCycle: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF171", "property-cycle", .cloudify, .warning,
    summary: "Properties need each other in a circle.",
    rationale: "The product takes the blueprint, and then no deployment can be created from it.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_property: [SELF, b]}, b: {get_property: «[SELF, \
        a]»}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_property: «[SELF, a]»}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_property: [SELF, b]}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {a: {default: 1}, b: {default: 1}}}}
        node_templates: {n: {type: t, properties: {a: {get_property: [m, a]}}}, m: {type: t, properties: \
        {a: 1}}}

        """, fileName: "blueprint.yaml"),
    ])
}
