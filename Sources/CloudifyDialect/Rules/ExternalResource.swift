// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// `use_external_resource` is a function.
package enum ExternalResource: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF162", "external-resource-function", .cloudify, .error,
    summary: "`use_external_resource` is a function.",
    rationale: "The product refuses it (code 219): it decides which properties are required.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        inputs: {e: {}}
        node_types: {t: {properties: {use_external_resource: {type: boolean, default: false}}}}
        node_templates: {n: {type: t, properties: {use_external_resource: «{get_input: e}»}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {use_external_resource: {type: boolean, default: false}}}}
        node_templates:
          n:
            type: t
            properties:
              use_external_resource: «{get_secret: e}»

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {use_external_resource: {type: boolean, default: false}}}}
        node_templates: {n: {type: t, properties: {use_external_resource: true}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        node_types: {t: {properties: {use_external_resource: {type: boolean, default: false}}}}
        node_templates: {n: {type: t}}

        """, fileName: "blueprint.yaml"),
    ])
}
