// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

extension BlueprintChecker {
  /// The operations of a node or of one side of a relationship: its own merged with those of its types, the nearest first.
  ///
  /// What is nothing at all is a no-op, which hides what it overrides; what names no implementation takes that of the type.
  func operations(_ sources: [YAMLNode?], inputs: YAMLNode?) -> [DeploymentOperation] {
    var order: [String] = []
    var bodies: [String: (interface: String, name: String, bodies: [YAMLNode])] = [:]
    for interfaces in sources {
      for interface in interfaces?.mergedEntries ?? [] where interface.key.kind == .scalar {
        for operation in interface.value.resolved?.mergedEntries ?? [] where operation.key.kind == .scalar {
          guard let body = operation.value.resolved else { continue }
          let name = "\(interface.key.text).\(operation.key.text)"
          if bodies[name] == nil {
            order.append(name)
            bodies[name] = (interface.key.text, operation.key.text, [])
          }
          bodies[name]?.bodies.append(body)
        }
      }
    }
    return order.compactMap { name in
      bodies[name].flatMap { operation($0.interface, $0.name, $0.bodies, inputs: inputs) }
    }
  }

  private func operation(
    _ interface: String, _ name: String, _ bodies: [YAMLNode], inputs: YAMLNode?
  ) -> DeploymentOperation? {
    var result = DeploymentOperation(interface: interface, name: name)
    var fields: [YAMLNode] = []
    for body in bodies {
      if Self.isNothing(body) { return nil }
      fields.append(body)
      let text = body.kind == .scalar ? body.stringValue : body.field("implementation")?.stringValue
      guard let text, !text.isEmpty else { continue }
      if body.tree === main.root.tree { result.range = body.range }
      func number(_ key: StaticString) -> Int64? {
        fields.lazy.compactMap { $0.kind == .mapping ? $0.field(key) : nil }.first.flatMap {
          integer($0, inputs: inputs)
        }
      }
      result.maximumRetries = number("max_retries")
      result.retryInterval = number("retry_interval").map(Self.milliseconds)
      result.timeout = number("timeout").flatMap { $0 > 0 ? Self.milliseconds($0) : nil }
      let recoverable = fields.lazy.compactMap { $0.kind == .mapping ? $0.field("timeout_recoverable") : nil }.first
      result.timeoutIsRecoverable = recoverable?.python != .bool(false)
      for field in bodies where field.kind == .mapping {
        for input in field.field("inputs")?.mergedEntries ?? [] where !result.inputs.contains(input.key.text) {
          result.inputs.append(input.key.text)
        }
      }
      return result
    }
    return nil
  }

  /// Seconds as milliseconds, clamped to a hundred years.
  static func milliseconds(_ seconds: Int64) -> Milliseconds { min(max(0, seconds), 3_155_760_000) * 1_000 }

  private static func isNothing(_ body: YAMLNode) -> Bool {
    switch body.kind {
    case .mapping: body.count == 0
    case .scalar: body.isAbsent || body.textBytes.isEmpty
    default: true
    }
  }
}
