// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import TestSupport

/// One test of the CEL specification's conformance data.
struct ConformanceCase {
  let file: String
  let section: String
  let name: String
  let text: String
  let container: String
  let isUnchecked: Bool
  let isCheckOnly: Bool
  let expectsError: Bool
  /// Nil where only an error or a type is expected.
  let expected: CELValue?
  let deducedType: CELType?
  let variables: [String: CELValue]
  let declared: [String: CELType]
  let functions: [FunctionOverload]

  var path: String { "\(file)/\(section)/\(name)" }
}

/// Reads `cel-conformance.json`.
enum ConformanceData {
  /// The tests without protobuf messages; nil where the corpus is not there.
  static func load() throws -> [ConformanceCase]? {
    guard let corpus = RepositoryPaths.corpus else { return nil }
    let data = try Data(contentsOf: corpus.appendingPathComponent("cel/cel-conformance.json"))
    let all = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    return all.filter { $0["needs_messages"] as? Bool == false }.compactMap(testCase)
  }

  private static func testCase(_ json: [String: Any]) -> ConformanceCase? {
    guard let test = json["test"] as? [String: Any], let text = test["expr"] as? String else { return nil }
    let typed = test["typed_result"] as? [String: Any]
    var expected = (test["value"] as? [String: Any]).map(value)
    if let result = typed?["result"] as? [String: Any] { expected = value(result) }
    let isCheckOnly = test["check_only"] as? Bool ?? false
    let expectsError = test["eval_error"] != nil
    // A test that says nothing expects `true`.
    if expected == nil && !expectsError && !isCheckOnly { expected = .bool(true) }
    var declared: [String: CELType] = [:]
    var functions: [FunctionOverload] = []
    for entry in test["type_env"] as? [[String: Any]] ?? [] {
      guard let name = entry["name"] as? String else { continue }
      if let ident = entry["ident"] as? [String: Any] { declared[name] = type(ident["type"]) }
      if let function = entry["function"] as? [String: Any] {
        for overload in function["overloads"] as? [[String: Any]] ?? [] {
          let parameters = (overload["params"] as? [Any] ?? []).map(type)
          functions.append(
            FunctionOverload(
              name, parameters: parameters.enumerated().map { (name: "p\($0)", type: $1) },
              result: type(overload["result_type"]), documentation: "", example: ""))
        }
      }
    }
    var variables: [String: CELValue] = [:]
    for (name, binding) in test["bindings"] as? [String: [String: Any]] ?? [:] {
      if let json = binding["value"] as? [String: Any] { variables[name] = value(json) }
    }
    return ConformanceCase(
      file: json["file"] as? String ?? "", section: json["section"] as? String ?? "",
      name: test["name"] as? String ?? "", text: text, container: test["container"] as? String ?? "",
      isUnchecked: test["disable_check"] as? Bool ?? false, isCheckOnly: isCheckOnly, expectsError: expectsError,
      expected: expected, deducedType: typed?["deduced_type"].map(type), variables: variables, declared: declared,
      functions: functions)
  }

  static func value(_ json: [String: Any]) -> CELValue {
    guard let (kind, content) = json.first else { return .null }
    switch kind {
    case "null_value": return .null
    case "bool_value": return .bool(content as? Bool ?? false)
    case "int64_value": return .int(Int64(content as? String ?? "") ?? 0)
    case "uint64_value": return .uint(UInt64(content as? String ?? "") ?? 0)
    case "double_value": return .double((content as? Double) ?? Double(content as? String ?? "") ?? 0)
    case "string_value": return .string(content as? String ?? "")
    case "bytes_value": return .bytes(Array(Data(base64Encoded: content as? String ?? "") ?? Data()))
    case "type_value": return .type(CELTypeName(content as? String ?? ""))
    case "list_value":
      let values = (content as? [String: Any])?["values"] as? [[String: Any]] ?? []
      return .array(values.map(value))
    case "map_value":
      let entries = (content as? [String: Any])?["entries"] as? [[String: Any]] ?? []
      return .map(
        CELMap(
          entries.map { entry in
            (
              key: value(entry["key"] as? [String: Any] ?? [:]), value: value(entry["value"] as? [String: Any] ?? [:])
            )
          }))
    default: return .unknown(kind)
    }
  }

  static func type(_ json: Any?) -> CELType {
    guard let json = json as? [String: Any], let (kind, content) = json.first else { return .dyn }
    let parts = content as? [String: Any] ?? [:]
    switch kind {
    case "primitive":
      let primitives: [String: CELType] = [
        "BOOL": .bool, "INT64": .int, "UINT64": .uint, "DOUBLE": .double, "STRING": .string, "BYTES": .bytes,
      ]
      return primitives[content as? String ?? ""] ?? .error
    case "null": return .null
    case "dyn": return .dyn
    case "type_param": return .parameter(content as? String ?? "")
    case "list_type": return .list(type(parts["elem_type"]))
    case "map_type": return .map(type(parts["key_type"]), type(parts["value_type"]))
    case "abstract_type":
      let parameters = (parts["parameter_types"] as? [Any] ?? []).map(type)
      let name = parts["name"] as? String ?? ""
      return name == "optional_type" ? .optional(parameters.first ?? .dyn) : .abstract(name, parameters)
    default: return .error
    }
  }
}
