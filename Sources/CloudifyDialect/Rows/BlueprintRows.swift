// SPDX-License-Identifier: Apache-2.0
import Dialect

/// The sections of a blueprint and what they take (spec of `cloudify_dsl_1_0` to `cloudify_dsl_1_5`).
enum BlueprintRows {
  static let versions = (0...5).map { Choice("cloudify_dsl_1_\($0)") }

  static let root = ObjectRow(
    "a blueprint", "What a deployment consists of, and the workflows that run on it.",
    fields: [
      FieldRow("tosca_definitions_version", .choice(versions), "The version of the language."),
      FieldRow("description", .text(.plain), "What people are told of it. Since 1_2."),
      FieldRow("imports", .list(.any), "Other files whose sections are merged into this one."),
      FieldRow("inputs", .map(.object(InputRows.input), key: .plain), "What a deployment is created with."),
      FieldRow(
        "workflows", .map(.object(WorkflowRows.workflow), key: .plain),
        "What can be run on the deployment, besides the built-in workflows."),
      FieldRow("plugins", .map(.object(PluginRows.plugin), key: .plain), "The code that operations and workflows run."),
      FieldRow("node_types", .map(.object(NodeRows.nodeType), key: .plain), "Types of nodes."),
      FieldRow("relationships", .map(.object(NodeRows.relationshipType), key: .plain), "Types of relationships."),
      FieldRow("node_templates", .map(.object(NodeRows.nodeTemplate), key: .plain), "The nodes of the deployment."),
      FieldRow("data_types", .map(.object(SchemaRows.dataType), key: .plain), "Types of properties. Since 1_2."),
      FieldRow("groups", .map(.object(PolicyRows.group), key: .plain), "Nodes that belong together."),
      FieldRow("policies", .map(.object(PolicyRows.policy), key: .plain), "Scaling policies of groups. Since 1_3."),
      FieldRow("policy_types", .map(.object(PolicyRows.policyType), key: .plain), "Types of groups' policies."),
      FieldRow("policy_triggers", .map(.object(PolicyRows.policyTrigger), key: .plain), "Types of policies' triggers."),
      FieldRow("outputs", .map(.object(OutputRows.output), key: .plain), "What a deployment shows of itself."),
      FieldRow("capabilities", .map(.object(OutputRows.output), key: .plain), "What other deployments may read."),
      FieldRow("labels", .map(.object(OutputRows.label), key: .plain), "Labels of deployments."),
      FieldRow("blueprint_labels", .map(.object(OutputRows.label), key: .plain), "Labels of the blueprint."),
      FieldRow("deployment_settings", .object(ScheduleRows.settings), "Schedules, groups and names of deployments."),
      FieldRow("resource_tags", .map(.any, key: .plain), "Tags for what plugins create. Since 1_3."),
      FieldRow("dsl_definitions", .any, "A place for anchors of this file. Since 1_2."),
      FieldRow("metadata", .any, "Anything for people and tools."),
    ])
}

/// Rows of values that people or the platform read.
enum OutputRows {
  static let output = ObjectRow(
    "an output", "A value that is shown.",
    fields: [
      FieldRow("value", .any, required: true, "The value, as a rule a function."),
      FieldRow("description", .text(.plain), "What it is."),
    ])

  static let label = ObjectRow(
    "a label", "The values of a label.",
    fields: [FieldRow("values", .list(.any), "Texts, or functions that give texts.")])
}

/// Rows of plugins.
enum PluginRows {
  static let executors = [
    Choice("central_deployment_agent", "Runs on the manager."), Choice("host_agent", "Runs on the node's host."),
  ]

  static let property = ObjectRow(
    "a plugin property", "A property that importers may set.",
    fields: [
      FieldRow("type", .text(.plain), "Its type."),
      FieldRow("description", .text(.plain), "What it is."),
      FieldRow("display_label", .text(.plain), "Its name for people."),
      FieldRow("value", .any, "Its value."),
    ])

  static let plugin = ObjectRow(
    "a plugin", "A Python package whose functions operations and workflows name.",
    fields: [
      FieldRow("executor", .choice(executors), required: true, "Where it runs."),
      FieldRow("source", .text(.plain), "Where its code is: a folder or a URL."),
      FieldRow("install", .boolean, default: "true", "Whether it is installed."),
      FieldRow("install_arguments", .text(.plain), "What pip is given. Since 1_1."),
      FieldRow("package_name", .text(.plain), "The name of its package. Since 1_2."),
      FieldRow("package_version", .text(.plain), "The version of its package, as a text. Since 1_2."),
      FieldRow("supported_platform", .text(.plain), "The platform it runs on. Since 1_2."),
      FieldRow("distribution", .text(.plain), "The distribution it runs on. Since 1_2."),
      FieldRow("distribution_version", .text(.plain), "The distribution's version. Since 1_2."),
      FieldRow("distribution_release", .text(.plain), "The distribution's release. Since 1_2."),
      FieldRow("properties", .map(.object(property), key: .plain), "What importers may set. Since 1_5."),
      FieldRow("properties_description", .text(.plain), "What its properties are for. Since 1_5."),
    ])
}
