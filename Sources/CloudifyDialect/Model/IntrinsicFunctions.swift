// SPDX-License-Identifier: Apache-2.0
import Dialect
import YAMLSyntax

/// A call of an intrinsic function.
struct FunctionCall {
  var name: String
  var key: YAMLNode
  var arguments: YAMLNode
}

/// The functions of the language.
enum IntrinsicFunctions {
  /// Their names, with what they take and when they are resolved.
  static let rows: [(name: String, documentation: String)] = [
    ("get_input", "an input's name, or a list of it and keys"),
    ("get_property", "a list of a node, SELF, SOURCE or TARGET, and a property"),
    ("get_attribute", "a list of a node, SELF, SOURCE or TARGET, and an attribute"),
    ("get_attributes_list", "a list of a node, SELF, SOURCE or TARGET, and an attribute"),
    ("get_attributes_dict", "a list of a node and attributes"),
    ("get_secret", "a secret's name, or a list of it and keys"),
    ("get_capability", "a list of a deployment and a capability"),
    ("get_group_capability", "a list of a deployment group and a capability"),
    ("get_environment_capability", "a capability's name, or a list of it and keys"),
    ("get_label", "a label's key, or a list of it and a number"),
    ("get_sys", "[tenant, name] or [deployment, id|name|blueprint|owner]"),
    ("get_consumers", "ids, names or count"),
    ("concat", "a list of texts"),
    ("merge", "a list of mappings"),
    ("string_find", "a list of two texts"),
    ("string_replace", "a list of three or four values"),
    ("string_split", "a list of two or three values"),
    ("string_lower", "a text"),
    ("string_upper", "a text"),
  ]

  static let names = rows.map(\.name)
  private static let known = Set(names)

  /// The call that a node is: a mapping with the name alone, or with `type` beside it.
  static func call(_ node: YAMLNode) -> FunctionCall? {
    guard let node = node.resolved, node.kind == .mapping, node.count == 1 || node.count == 2 else { return nil }
    let entries = node.mergedEntries
    guard entries.count <= 2 else { return nil }
    for entry in entries where entry.key.kind == .scalar {
      let bytes = entry.key.textBytes
      guard bytes.count >= 5, let first = bytes.first, [0x67, 0x63, 0x6D, 0x73].contains(first) else { continue }
      let name = entry.key.text
      guard known.contains(name) else { continue }
      if entries.count == 2 {
        guard entries.contains(where: { $0.key.textEquals("type") }) else { return nil }
      }
      return FunctionCall(name: name, key: entry.key, arguments: entry.value.resolved ?? entry.value)
    }
    return nil
  }

  /// A mapping that was meant to be a call but is plain data.
  enum NearMiss {
    /// The only key is nearly a function's name.
    case misspelt(YAMLNode, near: String)
    /// Another key stands beside the function's name.
    case extraKey(function: YAMLNode, extra: YAMLNode)
  }

  /// Whether a mapping is nearly a call.
  static func nearMiss(_ node: YAMLNode) -> NearMiss? {
    guard node.kind == .mapping, node.count >= 1, node.count <= 3 else { return nil }
    let entries = node.mergedEntries
    if entries.count == 1, let only = entries.first, only.key.kind == .scalar {
      let name = only.key.text
      guard !known.contains(name), name.hasPrefix("get") || name.hasPrefix("conc") || name.hasPrefix("string_") else {
        return nil
      }
      let isTextOrList = only.value.resolved.map { $0.kind != .mapping } ?? false
      guard name.utf8.count >= 5, isTextOrList, let near = NearestName.of(name, among: names),
        abs(near.utf8.count - name.utf8.count) <= 3
      else { return nil }
      return .misspelt(only.key, near: near)
    }
    guard let function = entries.first(where: { $0.key.kind == .scalar && known.contains($0.key.text) }),
      function.key.text.hasPrefix("get_"),
      let extra = entries.first(where: { $0.key.id != function.key.id && !$0.key.textEquals("type") })
    else { return nil }
    return .extraKey(function: function.key, extra: extra.key)
  }
}
