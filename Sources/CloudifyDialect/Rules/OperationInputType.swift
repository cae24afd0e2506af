// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Rules

/// An operation's input is given a value of another type than it declares.
package enum OperationInputType: BlueprintRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "CF194", "operation-input-type", .cloudify, .warning,
    summary: "An operation's input is given a value of another type than it declares.",
    rationale: """
      The parser does not look at it: the operation is called with the value, and fails in the run or works with what it
      does not expect.
      """,
    bad: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types:
          t:
            interfaces:
              i: {o: {implementation: p.f, inputs: {port: {type: integer, default: 1}, all: {type: list, default: []}}}}
        node_templates: {n: {type: t, interfaces: {i: {o: {inputs: {port: «http»}}}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types:
          t:
            interfaces:
              i: {o: {implementation: p.f, inputs: {port: {type: integer, default: 1}, all: {type: list, default: []}}}}
        node_templates: {n: {type: t, interfaces: {i: {o: {inputs: {all: «web»}}}}}}

        """, fileName: "blueprint.yaml"),
    ],
    good: [
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types:
          t:
            interfaces:
              i: {o: {implementation: p.f, inputs: {port: {type: integer, default: 1}, all: {type: list, default: []}}}}
        node_templates: {n: {type: t, interfaces: {i: {o: {inputs: {port: '80', all: [web]}}}}}}

        """, fileName: "blueprint.yaml"),
      RuleExample(
        """
        tosca_definitions_version: cloudify_dsl_1_5
        plugins: {p: {executor: central_deployment_agent, install: false}}
        node_types:
          t:
            interfaces:
              i: {o: {implementation: p.f, inputs: {port: {type: integer, default: 1}, all: {type: list, default: []}}}}
        inputs: {x: {}}
        node_templates: {n: {type: t, interfaces: {i: {o: {inputs: {port: {get_input: x}}}}}}}

        """, fileName: "blueprint.yaml"),
    ])
}
