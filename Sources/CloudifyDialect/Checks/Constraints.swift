// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import YAMLSyntax

/// One constraint that could be read.
struct Constraint {
  var name: String
  var key: YAMLNode
  var value: YAMLNode
}

extension BlueprintChecker {
  static let operators = [
    "equal", "greater_than", "greater_or_equal", "less_than", "less_or_equal", "length", "min_length", "max_length",
    "in_range", "valid_values", "pattern", "filter_id", "labels", "tenants", "name_pattern", "deployment_id",
  ]
  private static let numeric: Set<String> = [
    "equal", "greater_than", "greater_or_equal", "less_than", "less_or_equal", "length", "min_length", "max_length",
  ]

  mutating func checkInputs() {
    for definition in inputs.definitions where !units[definition.unit].file.isStandard {
      let body = definition.value
      guard body.kind == .mapping else { continue }
      checkDeclaration(definition.key, body, unit: definition.unit, isInput: true)
      let type = body.field("type")?.stringValue
      if let hidden = body.entry("hidden"), hidden.value.python == .bool(true),
        body.entry(merged: "default") == nil, body.field("required")?.python != .bool(false)
      {
        report(
          "CF154", hidden.key, range: hidden.key.contentRange,
          "`\(definition.name)` is hidden and required, so nobody can give it a value: it needs a default")
      }
      if let display = body.entry("display"), !display.value.isAbsent, type != "textarea" {
        report(
          "CF155", display.key, range: display.key.contentRange,
          "`display` belongs to the type `textarea`, which `\(definition.name)` is not of")
      }
    }
  }

  /// Checks the constraints of an input or a parameter and gives those that hold.
  mutating func checkConstraints(_ body: YAMLNode, _ owner: String, isInput: Bool) -> [Constraint] {
    guard let list = body.field("constraints"), list.kind == .sequence else { return [] }
    var result: [Constraint] = []
    for item in list.items {
      guard let map = item.resolved, map.kind == .mapping else { continue }
      var found: [Constraint] = []
      let entries = map.mergedEntries
      if entries.isEmpty {
        report("CF149", map, "a constraint names an operator, and here is none")
      }
      for entry in entries where entry.key.kind == .scalar {
        let name = entry.key.text
        if isInput, name == "error_message" {
          if let version, version.minor < 5, !isPart {
            report(
              "CF103", entry.key, "`error_message` is not supported in `\(version.name)`; `cloudify_dsl_1_5` added it")
          }
          continue
        }
        guard Self.operators.contains(name) else {
          reportName(
            "CF149", entry.key, "there is no constraint `\(name)`", name, among: Self.operators)
          continue
        }
        if let value = entry.value.resolved { found.append(Constraint(name: name, key: entry.key, value: value)) }
      }
      if found.count > 1 {
        if isInput {
          report(
            "CF184", found[1].key,
            "only one of `\(found[0].name)` and `\(found[1].name)` is looked at: write a constraint each")
        } else {
          report(
            "CF149", found[1].key, "a parameter's constraint has one operator only; write another item of the list")
        }
      }
      for constraint in found where isValid(constraint) { result.append(constraint) }
    }
    checkContradiction(result, owner)
    return result
  }

  private mutating func isValid(_ constraint: Constraint) -> Bool {
    let value = constraint.value
    let python = value.python
    let expected: String
    switch constraint.name {
    case _ where Self.numeric.contains(constraint.name):
      if python.isNumber { return true }
      expected = "a number"
    case "in_range":
      if value.kind == .sequence, value.count == 2, value.items.allSatisfy({ $0.python.isNumber }) { return true }
      expected = "a list of two numbers"
    case "valid_values":
      if python == .list { return true }
      expected = "a list"
    case "pattern":
      if python == .string { return true }
      expected = "a regular expression"
    default: return true
    }
    report(
      "CF150", value, "`\(constraint.name)` takes \(expected), not \(python.description)",
      help: constraint.name == "equal" ? "Other values are named with `valid_values`." : nil)
    return false
  }

  /// The numbers that numeric constraints leave.
  private mutating func checkContradiction(_ constraints: [Constraint], _ owner: String) {
    var low = -Double.infinity
    var high = Double.infinity
    var isLowOpen = false
    var isHighOpen = false
    var least = 0.0
    var most = Double.infinity
    for constraint in constraints {
      let number = constraint.value.python.number ?? 0
      switch constraint.name {
      case "equal":
        if number > low || number == low && !isLowOpen { (low, isLowOpen) = (number, false) }
        if number < high { (high, isHighOpen) = (number, false) }
      case "greater_than": if number >= low { (low, isLowOpen) = (number, true) }
      case "greater_or_equal": if number > low { (low, isLowOpen) = (number, false) }
      case "less_than": if number <= high { (high, isHighOpen) = (number, true) }
      case "less_or_equal": if number < high { (high, isHighOpen) = (number, false) }
      case "in_range":
        let bounds = constraint.value.items.compactMap { $0.python.number }
        guard bounds.count == 2 else { continue }
        if bounds[0] > low { (low, isLowOpen) = (bounds[0], false) }
        if bounds[1] < high { (high, isHighOpen) = (bounds[1], false) }
      case "length":
        least = max(least, number)
        most = min(most, number)
      case "min_length": least = max(least, number)
      case "max_length": most = min(most, number)
      default: continue
      }
      if low > high || low == high && (isLowOpen || isHighOpen) || least > most {
        report(
          "CF184", constraint.key, range: constraint.key.range.union(constraint.value.range),
          "no value of `\(owner)` fulfils this constraint together with those before it")
        return
      }
    }
  }

  /// A default against the constraints of its own declaration.
  mutating func checkDefault(_ given: YAMLNode, _ constraints: [Constraint], _ owner: String, _ isInput: Bool) {
    for constraint in constraints where fulfils(given, constraint) == false {
      report(
        isInput ? "CF151" : "CF185", given,
        "the default of `\(owner)` does not fulfil `\(constraint.name): \(shown(constraint.value))`",
        help: isInput ? nil : "The product looks at it when an execution starts, and fails it.",
        related: [RelatedPlace(range: constraint.key.range, message: "the constraint")])
      return
    }
  }

  private func shown(_ node: YAMLNode) -> String {
    let text = node.tree.source[node.range]
    return text.utf8.count > 40 ? "…" : text
  }

  /// Whether a value fulfils a constraint; nil where that is not certain.
  func fulfils(_ given: YAMLNode, _ constraint: Constraint) -> Bool? {
    let python = given.python
    let bound = constraint.value.python.number
    let number = python.number
    switch constraint.name {
    case "equal": return pair(number, bound).map { $0 == $1 }
    case "greater_than": return pair(number, bound).map { $0 > $1 }
    case "greater_or_equal": return pair(number, bound).map { $0 >= $1 }
    case "less_than": return pair(number, bound).map { $0 < $1 }
    case "less_or_equal": return pair(number, bound).map { $0 <= $1 }
    case "in_range":
      let bounds = constraint.value.items.compactMap { $0.python.number }
      guard let number, bounds.count == 2 else { return nil }
      return bounds[0] <= number && number <= bounds[1]
    case "length": return pair(length(given), bound).map { $0 == $1 }
    case "min_length": return pair(length(given), bound).map { $0 >= $1 }
    case "max_length": return pair(length(given), bound).map { $0 <= $1 }
    case "valid_values":
      let values = constraint.value.items.compactMap(\.resolved)
      guard given.kind == .scalar, values.allSatisfy({ $0.kind == .scalar }) else { return nil }
      if let number { return values.contains { $0.python.number == number } }
      guard python == .string else { return nil }
      return values.contains { $0.python == .string && $0.textBytes == given.textBytes }
    case "pattern":
      guard python == .string, constraint.value.python == .string,
        let expression = try? RegularExpression("^(?:" + constraint.value.text + ")")
      else { return nil }
      return expression.matches(given.text)
    default: return nil
    }
  }

  private func pair(_ left: Double?, _ right: Double?) -> (Double, Double)? {
    guard let left, let right else { return nil }
    return (left, right)
  }

  private func length(_ node: YAMLNode) -> Double? {
    switch node.kind {
    case .sequence, .mapping: Double(node.count)
    case .scalar: node.python == .string ? Double(node.text.unicodeScalars.count) : nil
    case .alias: nil
    }
  }
}
