// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// Something is younger than the version that the blueprint is written in.
package enum FeatureVersion: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF103", "feature-newer-than-version", .cloudify, .error, fix: .unsafe,
    summary: "Something is younger than the version that the blueprint is written in.",
    rationale: "The product refuses what came later (code 102). An import is held to the main file's version.",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_3
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows:
          w:
            mapping: p.m.f
            «availability_rules»: {available: true}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_4
        inputs: {i: {type: «operation_name»}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        workflows: {w: {mapping: p.m.f, availability_rules: {available: true}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_2
        inputs: {i: {required: false}}

        """, fileName: "blueprint.yaml"),
    ])
}
