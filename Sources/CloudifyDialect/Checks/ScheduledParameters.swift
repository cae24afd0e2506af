// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// What an execution that a schedule starts would be refused for, though the blueprint is taken.
extension BlueprintChecker {
  mutating func checkScheduledParameters(_ body: YAMLNode) {
    guard let node = body.field("workflow"), let name = node.stringValue,
      let workflow = find(name, in: workflows, from: 0)
    else { return }
    let given = body.field("workflow_parameters")
    if let given, !given.isAbsent, given.kind != .mapping || IntrinsicFunctions.call(given) != nil { return }
    let bodies = [workflow.value] + workflow.more.map(\.value)
    var declared: [String: YAMLNode] = [:]
    var names: [String] = []
    for parameter in bodies.flatMap({ $0.field("parameters")?.mergedEntries ?? [] })
    where parameter.key.kind == .scalar && declared[parameter.key.text] == nil {
      declared[parameter.key.text] = parameter.value.resolved ?? parameter.value
      names.append(parameter.key.text)
    }
    // Managers of other versions know other parameters of their own workflows.
    let isOwn = ([workflow.unit] + workflow.more.map(\.unit)).allSatisfy { !units[$0].file.isStandard }
    let takesAny = body.field("execution_arguments")?.field("allow_custom_parameters")?.python == .bool(true)
    for entry in given?.mergedEntries ?? [] where entry.key.kind == .scalar {
      guard let parameter = declared[entry.key.text] else {
        if isOwn, !takesAny {
          reportName(
            "CF192", entry.key, "the workflow `\(name)` has no parameter `\(entry.key.text)`: no execution starts",
            entry.key.text, among: names)
        }
        continue
      }
      if let value = entry.value.resolved { checkScheduled(value, parameter, entry.key.text) }
    }
    for parameter in names where given?.entry(merged: parameter) == nil {
      guard let body = declared[parameter], body.entry(merged: "default") == nil,
        body.field("required")?.python != .bool(false)
      else { continue }
      report(
        "CF192", node, range: node.contentRange,
        "the workflow `\(name)` needs a value for its parameter `\(parameter)`: no execution starts without it",
        help: "Give it with `workflow_parameters`.")
    }
    if name == "execute_operation", let operation = given?.field("operation") { checkScheduledOperation(operation) }
  }

  private mutating func checkScheduled(_ value: YAMLNode, _ parameter: YAMLNode, _ name: String) {
    guard IntrinsicFunctions.call(value) == nil, !value.isAbsent else { return }
    if let type = parameter.field("type")?.stringValue, Self.converts(value, to: type) == false {
      return report("CF192", value, "the parameter `\(name)` is of type `\(type)`, not \(value.python.description)")
    }
    let known = problems.count
    let constraints = checkConstraints(parameter, name, isInput: false)
    // What is wrong with the constraints themselves is said where they stand.
    problems.removeLast(problems.count - known)
    for constraint in constraints where fulfils(value, constraint) == false {
      return report("CF192", value, "the value does not fulfil `\(constraint.name)` of the parameter `\(name)`")
    }
  }

  /// Whether the product makes a value of a type of what is given; nil for types that it does not look at.
  static func converts(_ value: YAMLNode, to type: String) -> Bool? {
    let python = value.python == .string ? YAML11.resolve(value.textBytes) : value.python
    switch (type, python) {
    case ("integer", .int), ("integer", .float), ("float", .int), ("float", .float), ("boolean", .bool),
      ("integer", .bool), ("float", .bool):
      return true
    case ("integer", _), ("float", _), ("boolean", _): return false
    case ("string", _): return value.python == .string
    case ("list", _): return value.kind == .sequence
    case ("dict", _): return value.kind == .mapping
    default: return nil
    }
  }

  private mutating func checkScheduledOperation(_ node: YAMLNode) {
    guard let name = node.stringValue, !unknowns.hasTypes, !nodes.isEmpty else { return }
    var known: Set<String> = []
    for definition in nodes.definitions {
      guard let type = definition.field("type")?.stringValue,
        let found = find(type, in: nodeTypes, from: definition.unit)
      else { return }
      let (types, isComplete) = hierarchy(of: found, in: nodeTypes)
      guard isComplete else { return }
      for interfaces in [definition.field("interfaces")] + types.map({ $0.value.field("interfaces") }) {
        for interface in interfaces?.mergedEntries ?? [] {
          for operation in interface.value.resolved?.mergedEntries ?? [] {
            known.insert(operation.key.text)
            known.insert("\(interface.key.text).\(operation.key.text)")
          }
        }
      }
    }
    guard !known.contains(name) else { return }
    reportName(
      "CF193", node, "no node has an operation `\(name)`: the execution does nothing and succeeds", name,
      among: known.sorted())
  }
}
