// SPDX-License-Identifier: Apache-2.0
import Dialect

/// Rows of workflows.
enum WorkflowRows {
  static let activity = [
    Choice("all", "All node instances are started."), Choice("partial", "Some node instances are started."),
    Choice("none", "No node instance is started."),
  ]

  static let availability = ObjectRow(
    "availability rules", "When the workflow can be started; all rules must hold. Since 1_4.",
    fields: [
      FieldRow("available", .boolean, "Whether it can be started at all."),
      FieldRow("node_instances_active", .list(.choice(activity)), "How many node instances must be started."),
      FieldRow("node_types_required", .list(.text(.plain)), "At least one of these types must have a node."),
    ])

  static let parameter = ObjectRow(
    "a workflow parameter", "What the workflow is started with.",
    fields: SchemaRows.fields + [
      FieldRow("item_type", .text(.plain), "The type of a list's items. Since 1_4."),
      FieldRow("constraints", .list(.map(.any, key: .plain)), "What its value must fulfil."),
    ])

  static let workflow = ObjectRow(
    "a workflow", "What can be run on the deployment: `plugin.module.function`, or the path of a Python script.",
    fields: [
      FieldRow("mapping", .text(.plain), required: true, "`plugin.module.function`, or the path of a script."),
      FieldRow("parameters", .map(.object(parameter), key: .plain), "What it is started with."),
      FieldRow("is_cascading", .boolean, default: "false", "Whether it runs on component deployments too."),
      FieldRow("availability_rules", .object(availability), "When it can be started. Since 1_4."),
    ])
}

/// Rows of inputs.
enum InputRows {
  static let display = ObjectRow(
    "`display`", "How the input is shown.", fields: [FieldRow("rows", .integer(1...Int64.max), "Lines of a textarea.")])

  static let input = ObjectRow(
    "an input", "What a deployment is created with.",
    fields: SchemaRows.fields + [
      FieldRow("item_type", .text(.plain), "The type of a list's items. Since 1_4."),
      FieldRow("constraints", .list(.map(.any, key: .plain)), "What its value must fulfil."),
      FieldRow("display_label", .text(.plain), "Its name for people. Since 1_3."),
      FieldRow("hidden", .boolean, default: "false", "Whether people are not asked for it. Since 1_3."),
      FieldRow("display", .object(display), "How it is shown."),
    ])
}

/// Rows of groups and policies.
enum PolicyRows {
  static let trigger = ObjectRow(
    "a policy's trigger", "",
    fields: [
      FieldRow("type", .text(.plain), required: true, "Its type."),
      FieldRow("parameters", .map(.any, key: .plain), "Values of the type's parameters."),
    ])

  static let groupPolicy = ObjectRow(
    "a group's policy", "",
    fields: [
      FieldRow("type", .text(.plain), required: true, "Its type."),
      FieldRow("properties", .map(.any, key: .plain), "Values of the type's properties."),
      FieldRow("triggers", .map(.object(trigger), key: .plain), "What starts it."),
    ])

  static let group = ObjectRow(
    "a group", "Nodes that belong together.",
    fields: [
      FieldRow("members", .list(.text(.plain)), required: true, "Nodes and groups."),
      FieldRow("policies", .map(.object(groupPolicy), key: .plain), "Policies of old versions."),
    ])

  static let policy = ObjectRow(
    "a policy", "How groups scale.",
    fields: [
      FieldRow(
        "type", .text(.plain), required: true, "`cloudify.policies.scaling`."),
      FieldRow("targets", .list(.text(.plain)), required: true, "The groups that scale."),
      FieldRow("properties", .object(NodeRows.scalingProperties), "How many instances there are."),
    ])

  static let policyType = ObjectRow(
    "a policy type", "",
    fields: [
      FieldRow("source", .text(.plain), required: true, "Where its code is."),
      FieldRow("properties", SchemaRows.properties, "The properties that its policies have."),
    ])

  static let policyTrigger = ObjectRow(
    "a policy trigger", "",
    fields: [
      FieldRow("source", .text(.plain), required: true, "Where its code is."),
      FieldRow("parameters", SchemaRows.properties, "The parameters that its triggers have."),
    ])
}

/// Rows of deployment settings.
enum ScheduleRows {
  static let arguments = ObjectRow(
    "execution arguments", "How a scheduled execution is started.",
    fields: [
      FieldRow("force", .boolean, "Whether it starts although another one runs."),
      FieldRow("is_dry_run", .boolean, "Whether operations are only pretended."),
      FieldRow("wait_after_fail", .integer(0...Int64.max), "Seconds for other operations to end after a failure."),
      FieldRow("allow_custom_parameters", .boolean, "Whether undeclared parameters are accepted."),
    ])

  static let schedule = ObjectRow(
    "a schedule", "When a workflow is started by itself.",
    fields: [
      FieldRow("workflow", .text(.plain), required: true, "The workflow."),
      FieldRow("since", .text(.plain), required: true, "The first time: `2030-01-31 10:00`, `10:00` or `+1h`."),
      FieldRow("until", .text(.plain), "The last time."),
      FieldRow("recurrence", .text(.plain), "How often: a number and a unit, `2 weeks`."),
      FieldRow("timezone", .text(.plain), "The time zone of its times."),
      FieldRow("weekdays", .list(.text(.plain)), "The days on which it starts: `mo`, `2fr`, `L-su`."),
      FieldRow("count", .integer(1...Int64.max), "How often it starts at most."),
      FieldRow("slip", .integer(0...Int64.max), "Minutes by which it may be late."),
      FieldRow("default_enabled", .boolean, default: "true", "Whether it is enabled at first."),
      FieldRow("stop_after_fail", .boolean, "Whether it is disabled after a failure."),
      FieldRow("workflow_parameters", .map(.any, key: .plain), "What the workflow is started with."),
      FieldRow("execution_arguments", .object(arguments), "How the workflow is started."),
    ])

  static let settings = ObjectRow(
    "deployment settings", "Schedules, groups and names of deployments.",
    fields: [
      FieldRow("default_schedules", .map(.object(schedule), key: .plain), "When workflows are started by themselves."),
      FieldRow("default_groups", .list(.text(.plain)), "The groups that deployments join."),
      FieldRow("id_template", .text(.plain), "What deployments' ids look like."),
      FieldRow("display_name", .any, "What deployments are called."),
    ])
}
