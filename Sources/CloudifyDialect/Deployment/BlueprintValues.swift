// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import YAMLSyntax

extension BlueprintChecker {
  /// A value as a deployment sees it: inputs put in, what only a manager can tell left unknown.
  func value(_ written: YAMLNode, inputs: YAMLNode?, depth: Int = 0) -> CELValue {
    guard depth < 50, let node = written.resolved else { return .null }
    if let call = IntrinsicFunctions.call(node) { return value(of: call, inputs: inputs, depth: depth + 1) }
    switch node.kind {
    case .alias: return .null
    case .sequence: return .array(node.items.map { value($0, inputs: inputs, depth: depth + 1) })
    case .mapping:
      return .object(node.mergedEntries.map { ($0.key.text, value($0.value, inputs: inputs, depth: depth + 1)) })
    case .scalar:
      switch node.python {
      case .null: return .null
      case .bool(let flag): return .bool(flag)
      case .int(let number): return number.map { .int($0) } ?? .string(node.text)
      case .float(let number): return .double(number)
      default: return .string(node.text)
      }
    }
  }

  private func value(of call: FunctionCall, inputs: YAMLNode?, depth: Int) -> CELValue {
    switch call.name {
    case "get_input":
      guard let name = call.arguments.stringValue else { break }
      if let given = inputs?.entry(merged: name) { return value(given, inputs: nil, depth: depth) }
      if let standard = self.inputs[name]?.value.entry(merged: "default") {
        return value(standard, inputs: inputs, depth: depth)
      }
    case "concat":
      var result = ""
      for item in call.arguments.items {
        let part = value(item, inputs: inputs, depth: depth)
        guard !part.isUnknown else { return .unknown("concat") }
        result += part.textForm
      }
      return .string(result)
    default: break
    }
    return .unknown(call.name)
  }

  /// A whole number, that of a text included; nil for everything else.
  func integer(_ written: YAMLNode?, inputs: YAMLNode?) -> Int64? {
    guard let written else { return nil }
    switch value(written, inputs: inputs) {
    case .int(let number): return number
    case .string(let text): return Int64(text)
    default: return nil
    }
  }
}
