// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// An input of a workflow, for people.
enum InputFacts {
  /// For a hover.
  static func markdown(_ input: InputDeclaration) -> String {
    var lines = ["input \(line(input))"]
    if let text = input.documentation, !text.isEmpty { lines += ["", text] }
    let options = input.options.compactMap(text)
    if !options.isEmpty { lines += ["", "One of " + options.map { "`\($0)`" }.joined(separator: ", ")] }
    return lines.joined(separator: "\n")
  }

  /// In a line: "`version`: string, required".
  static func line(_ input: InputDeclaration) -> String { "`\(input.name.value)`: \(facts(input))" }

  /// Without the name: "string, required".
  static func facts(_ input: InputDeclaration) -> String {
    var facts = [input.type?.value ?? "string"]
    if input.isNeeded { facts.append("required") }
    if let value = input.defaultValue.flatMap(text) { facts.append("default `\(value)`") }
    return facts.joined(separator: ", ")
  }

  private static func text(_ value: DataValue) -> String? {
    switch value.content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .text(let text): text.text
    case .list, .map: nil
    }
  }
}
