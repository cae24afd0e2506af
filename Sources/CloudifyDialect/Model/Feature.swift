// SPDX-License-Identifier: Apache-2.0
import Dialect
import YAMLSyntax

/// A version of the language: the number behind `cloudify_dsl_1_`.
struct DSLVersion: Comparable, Hashable {
  let minor: Int

  static let newest = DSLVersion(minor: 5)

  init(minor: Int) { self.minor = minor }

  /// Reads `cloudify_dsl_1_0` to `cloudify_dsl_1_5`; nil for others.
  init?(_ text: String) {
    guard text.hasPrefix("cloudify_dsl_1_"), text.utf8.count == 16, let last = text.utf8.last,
      (0x30...0x35).contains(last)
    else { return nil }
    minor = Int(last) - 0x30
  }

  static func < (left: DSLVersion, right: DSLVersion) -> Bool { left.minor < right.minor }

  /// The version as it is written.
  var name: String { "cloudify_dsl_1_\(minor)" }
}

/// Something in a file that not every version has.
struct Feature {
  var minor: Int
  var name: String
  var node: YAMLNode
}

/// The versions that introduced keys and types.
enum FeatureVersions {
  /// By the row's identity: the version of each field that is younger than 1_0.
  static let byRow: [ObjectIdentifier: [String: Int]] = [
    ObjectIdentifier(BlueprintRows.root): [
      "description": 2, "dsl_definitions": 2, "data_types": 2, "policies": 3, "resource_tags": 3,
    ],
    ObjectIdentifier(SchemaRows.property): ["required": 2],
    ObjectIdentifier(WorkflowRows.parameter): ["required": 2, "item_type": 4],
    ObjectIdentifier(InputRows.input): ["required": 2, "item_type": 4, "display_label": 3, "hidden": 3],
    ObjectIdentifier(PluginRows.plugin): [
      "install_arguments": 1, "package_name": 2, "package_version": 2, "supported_platform": 2, "distribution": 2,
      "distribution_version": 2, "distribution_release": 2, "properties": 5, "properties_description": 5,
    ],
    ObjectIdentifier(NodeRows.typeOperation): ["max_retries": 1, "retry_interval": 1],
    ObjectIdentifier(NodeRows.templateOperation): ["max_retries": 1, "retry_interval": 1],
    ObjectIdentifier(NodeRows.nodeTemplate): ["capabilities": 3],
    ObjectIdentifier(WorkflowRows.workflow): ["availability_rules": 4],
  ]

  /// The types of inputs and parameters that are younger than 1_0.
  static let types: [String: Int] = [
    "blueprint_id": 4, "deployment_id": 4, "capability_value": 4, "scaling_group": 4, "node_id": 4, "node_type": 4,
    "node_instance": 4, "secret_key": 4, "operation_name": 5,
  ]
}

/// The types that every blueprint has.
enum BasicTypes {
  static let primitive: Set<String> = [
    "string", "integer", "float", "boolean", "list", "dict", "regex", "textarea", "blueprint_id", "deployment_id",
    "capability_value", "scaling_group", "node_id", "node_type", "node_instance", "secret_key", "operation_name",
  ]
  static let all: [String] = primitive.sorted()
}
