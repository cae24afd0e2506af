// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An import gives a plugin a property that it does not have, or a value of another type.
package enum ImportProperties: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF110", "import-properties", .cloudify, .error, fix: .safe,
    summary: "An import gives a plugin a property that it does not have, or a value of another type.",
    rationale: "The product refuses it (codes 220 and 221).",
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports:
          - a.yaml:
              «regio»: x

        """, fileName: "blueprint.yaml",
        others: [
          (
            name: "a.yaml",
            text: "plugins: {p: {executor: host_agent, install: false, properties: {region: {type: string}}}}\n"
          )
        ]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports:
          - a.yaml:
              port: «x»

        """, fileName: "blueprint.yaml",
        others: [
          (
            name: "a.yaml",
            text: "plugins: {p: {executor: host_agent, install: false, properties: {port: {type: integer}}}}\n"
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports:
          - a.yaml: {region: x}

        """, fileName: "blueprint.yaml",
        others: [
          (
            name: "a.yaml",
            text: "plugins: {p: {executor: host_agent, install: false, properties: {region: {type: string}}}}\n"
          )
        ]),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [{'plugin:p': {region: x}}]

        """, fileName: "blueprint.yaml"),
    ])
}
