// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import SourceText
package import YAMLSyntax

/// Why no deployment can be created with some inputs.
package struct DeploymentProblem: Hashable, Sendable {
  /// The input that it is about; empty for a value that no input alone decides.
  package var input: String
  /// What is wrong.
  package var message: String
  /// Where in the main file; nil where it is about a value that was given, or a place in an imported file.
  package var range: TextRange?

  /// The whole sentence, for people.
  package var text: String { input.isEmpty ? message : "the input `\(input)`: \(message)" }
}

extension BlueprintFile {
  /// What the product says to inputs when a deployment is created: missing and unknown ones, types and
  /// constraints, and what functions make of them.
  ///
  /// - Parameter inputs: a mapping of the inputs' names to values; nil for none.
  package func deploymentProblems(
    inputs: YAMLNode?, at path: String, _ files: ImportedFiles, folders: [String]
  ) -> [DeploymentProblem] {
    var checker = BlueprintChecker(self, at: path, files, folders: folders)
    checker.run()
    return checker.deploymentProblems(inputs)
  }
}

extension BlueprintChecker {
  mutating func deploymentProblems(_ given: YAMLNode?) -> [DeploymentProblem] {
    var result: [DeploymentProblem] = []
    for entry in given?.mergedEntries ?? [] where !inputs.contains(entry.key.text) && !unknowns.everything {
      result.append(DeploymentProblem(input: entry.key.text, message: "there is no input of this name"))
    }
    for definition in inputs.definitions {
      let name = definition.name
      guard let value = given?.entry(merged: name) else {
        let hasDefault = definition.value.entry(merged: "default") != nil
        if !hasDefault, definition.value.field("required")?.python != .bool(false) {
          result.append(DeploymentProblem(input: name, message: "it is required and has no default"))
        }
        continue
      }
      if let type = definition.value.field("type")?.stringValue, !accepts(value, type, unit: definition.unit) {
        result.append(DeploymentProblem(input: name, message: "the value is not of type `\(type)`"))
        continue
      }
      for constraint in checkConstraints(definition.value, name, isInput: true)
      where fulfils(value, constraint) == false {
        result.append(DeploymentProblem(input: name, message: "the value does not fulfil `\(constraint.name)`"))
      }
    }
    // A value that is missing makes the rest fail as well.
    guard result.isEmpty else { return result }
    var evaluator = PlanEvaluator(self, given: given, knowsInputs: true)
    return evaluator.failures().map { failure in
      let isOwn = failure.node.tree === main.root.tree
      return DeploymentProblem(input: "", message: failure.message, range: isOwn ? failure.node.range : nil)
    }
  }

  /// Whether a value fits a type, after the conversion of texts that the product makes of inputs.
  private mutating func accepts(_ value: YAMLNode, _ type: String, unit: Int) -> Bool {
    if value.python == .string {
      let plain = YAML11.resolve(value.textBytes)
      switch (type, plain) {
      case ("integer", .int), ("float", .int), ("float", .float), ("boolean", .bool): return true
      default: break
      }
    }
    if type == "regex", value.python == .string, value.text.hasSuffix("\\"), !value.text.hasSuffix("\\\\") {
      return false
    }
    // The checker's own findings tell: those of values that are not of the main file are made at no place.
    switch (type, value.python) {
    case ("integer", .int), ("float", .int), ("float", .float), ("boolean", .bool), ("list", .list), ("dict", .dict),
      ("regex", .string), (_, .null):
      return true
    case ("integer", _), ("float", _), ("boolean", _), ("list", _), ("dict", _), ("regex", _): return false
    default: break
    }
    guard let definition = find(type, in: dataTypes, from: unit) else { return true }
    guard value.kind == .mapping else { return false }
    let schemas = dataTypeProperties(definition)
    guard schemas.isComplete else { return true }
    for entry in value.mergedEntries {
      guard let schema = schemas.byName[entry.key.text] else { return false }
      if let type = schema.type, let inner = entry.value.resolved, !accepts(inner, type, unit: schema.unit) {
        return false
      }
    }
    return schemas.names.allSatisfy { name in
      guard let schema = schemas.byName[name] else { return true }
      return !schema.isRequired || schema.hasDefault || value.entry(merged: name) != nil
    }
  }
}
