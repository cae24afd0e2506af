// SPDX-License-Identifier: Apache-2.0
import Dialect

/// Rows of node types, node templates and relationships.
enum NodeRows {
  private static func operation(_ inputs: FieldType) -> ObjectRow {
    ObjectRow(
      "an operation", "What runs at one point of a node's life: `plugin.module.function`, or the path of a script.",
      fields: [
        FieldRow("implementation", .text(.plain), "`plugin.module.function`, or the path of a script."),
        FieldRow("inputs", inputs, "What it is called with."),
        FieldRow("executor", .choice(PluginRows.executors), "Where it runs, whatever its plugin says."),
        FieldRow("max_retries", .integer(-1...Int64.max), "How often it is tried again, -1 for ever. Since 1_1."),
        FieldRow("retry_interval", .number, "Seconds between attempts. Since 1_1."),
        FieldRow("timeout", .integer(0...Int64.max), "Seconds that it may take."),
        FieldRow("timeout_recoverable", .boolean, default: "true", "Whether it is tried again after its timeout."),
      ])
  }

  static let typeOperation = operation(.map(.object(SchemaRows.property), key: .plain))
  static let templateOperation = operation(.map(.any, key: .plain))
  static let typeInterfaces = FieldType.map(.map(.object(typeOperation), key: .plain), key: .plain)
  static let templateInterfaces = FieldType.map(.map(.object(templateOperation), key: .plain), key: .plain)

  static let nodeType = ObjectRow(
    "a node type", "A type of nodes.",
    fields: [
      FieldRow("derived_from", .text(.plain), "The type that it extends."),
      FieldRow("properties", SchemaRows.properties, "The properties that its nodes have."),
      FieldRow("interfaces", typeInterfaces, "The operations that its nodes have."),
      FieldRow("runtime_properties", .any, "What its operations leave behind."),
    ])

  static let relationshipType = ObjectRow(
    "a relationship type", "A type of relationships.",
    fields: [
      FieldRow("derived_from", .text(.plain), "The type that it extends."),
      FieldRow("properties", SchemaRows.properties, "The properties that its relationships have."),
      FieldRow("source_interfaces", typeInterfaces, "Operations that run for the source node."),
      FieldRow("target_interfaces", typeInterfaces, "Operations that run for the target node."),
    ])

  static let relationship = ObjectRow(
    "a relationship", "A relationship to another node.",
    fields: [
      FieldRow("type", .text(.plain), required: true, "Its type."),
      FieldRow("target", .text(.plain), required: true, "The other node."),
      FieldRow("properties", .map(.any, key: .plain), "Values of the type's properties."),
      FieldRow("source_interfaces", templateInterfaces, "Operations that run for this node."),
      FieldRow("target_interfaces", templateInterfaces, "Operations that run for the other node."),
    ])

  static let scalingProperties = ObjectRow(
    "scaling properties", "How many instances there are.",
    fields: [
      FieldRow("min_instances", .any, default: "0", "The smallest number."),
      FieldRow("max_instances", .any, default: "UNBOUNDED", "The largest number, or UNBOUNDED."),
      FieldRow("default_instances", .any, default: "1", "The number at installation."),
      FieldRow("current_instances", .any, "The number now."),
      FieldRow("planned_instances", .any, "The number that is being reached."),
    ])

  static let scalable = ObjectRow(
    "`scalable`", "How a node scales.",
    fields: [FieldRow("properties", .object(scalingProperties), "How many instances there are.")])

  static let capabilities = ObjectRow(
    "a node's capabilities", "What a node can do.",
    fields: [FieldRow("scalable", .object(scalable), "How it scales.")])

  static let instances = ObjectRow(
    "`instances`", "How many instances a node has; `capabilities` took its place.",
    fields: [FieldRow("deploy", .integer(0...Int64.max), required: true, "The number at installation.")])

  static let nodeTemplate = ObjectRow(
    "a node template", "A node of the deployment.",
    fields: [
      FieldRow("type", .text(.plain), required: true, "Its type."),
      FieldRow("properties", .map(.any, key: .plain), "Values of the type's properties."),
      FieldRow("interfaces", templateInterfaces, "Operations of its own."),
      FieldRow("relationships", .list(.object(relationship)), "How it depends on other nodes."),
      FieldRow("capabilities", .object(capabilities), "How it scales. Since 1_3."),
      FieldRow("instances", .object(instances), "How many instances it has; deprecated."),
    ])
}

/// Rows of property schemas.
enum SchemaRows {
  static let fields = [
    FieldRow("type", .text(.plain), "A basic type, or a data type of the blueprint."),
    FieldRow("default", .any, "The value where none is given."),
    FieldRow("required", .boolean, default: "true", "Whether there must be a value. Since 1_2."),
    FieldRow("description", .text(.plain), "What it is for."),
  ]

  static let property = ObjectRow("a property", "What a property's value must be.", fields: fields)
  static let properties = FieldType.map(.object(property), key: .plain)

  static let dataType = ObjectRow(
    "a data type", "A type of property values.",
    fields: [
      FieldRow("properties", properties, "What its values consist of."),
      FieldRow("derived_from", .text(.plain), "The type that it extends."),
      FieldRow("description", .text(.plain), "What it is for."),
      FieldRow("version", .text(.plain), "Its version."),
    ])
}
