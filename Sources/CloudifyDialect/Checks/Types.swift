// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// What a property's value must be.
struct PropertySchema {
  var name: String
  var node: YAMLNode
  var type: String?
  var isRequired: Bool
  var defaultValue: YAMLNode?
  var hasDefault: Bool
  /// The unit that declares it, whose namespace its type is read in.
  var unit: Int
  /// A default of the type that this one extends, which fills what this default lacks.
  var inheritedDefault: YAMLNode?
}

/// The properties of a type with those of the types that it extends.
struct PropertySchemas {
  var names: [String] = []
  var byName: [String: PropertySchema] = [:]
  /// Whether all of the types that it extends are known.
  var isComplete = true

  mutating func set(_ schema: PropertySchema) {
    if byName[schema.name] == nil { names.append(schema.name) }
    byName[schema.name] = schema
  }
}

extension BlueprintChecker {
  // MARK: Types themselves

  mutating func checkTypes() {
    checkHierarchy(nodeTypes, "node type")
    checkHierarchy(relationships, "relationship type")
    checkHierarchy(dataTypes, "data type")
    for definition in dataTypes.definitions where !units[definition.unit].file.isStandard {
      if BasicTypes.primitive.contains(definition.name) {
        report(
          "CF137", definition.key, range: definition.key.contentRange,
          "`\(definition.name)` is a basic type and may not be defined anew")
      }
    }
    checkContainment()
    let owners: [(Section, StaticString)] = [
      (nodeTypes, "properties"), (relationships, "properties"), (dataTypes, "properties"),
      (policyTypes, "properties"), (policyTriggers, "parameters"),
    ]
    for (section, field) in owners {
      for definition in section.definitions where !units[definition.unit].file.isStandard {
        checkSchemas(definition.value.field(field), unit: definition.unit)
      }
    }
    for definition in nodeTypes.definitions where definition.unit == 0 || !units[definition.unit].file.isStandard {
      checkTypeOperations(definition.value.field("interfaces"), unit: definition.unit)
    }
    for definition in relationships.definitions where !units[definition.unit].file.isStandard {
      checkTypeOperations(definition.value.field("source_interfaces"), unit: definition.unit)
      checkTypeOperations(definition.value.field("target_interfaces"), unit: definition.unit)
    }
  }

  private mutating func checkHierarchy(_ section: Section, _ title: String) {
    var done: Set<String> = []
    for definition in section.definitions where !units[definition.unit].file.isStandard {
      guard let node = definition.value.field("derived_from"), let parent = node.stringValue else { continue }
      guard let found = find(parent, in: section, from: definition.unit) else {
        if !unknowns.hasTypes {
          reportName(
            "CF134", node, "there is no \(title) `\(parent)` to derive `\(definition.name)` from", parent,
            among: section.names)
        }
        continue
      }
      guard !done.contains(definition.name) else { continue }
      var path = [definition.name]
      var current = found
      while path.count < 200 {
        if let start = path.firstIndex(of: current.name) {
          let cycle = path[start...] + [current.name]
          if start == 0 {
            report(
              "CF136", node, range: node.contentRange,
              "\(title)s derive from each other in a circle: \(cycle.joined(separator: " → "))")
          }
          break
        }
        path.append(current.name)
        guard let next = current.value.field("derived_from")?.stringValue,
          let parent = find(next, in: section, from: current.unit)
        else { break }
        current = parent
      }
      done.formUnion(path)
    }
  }

  /// Data types whose properties hold each other.
  private mutating func checkContainment() {
    var state: [String: Int] = [:]
    for definition in dataTypes.definitions where !units[definition.unit].file.isStandard {
      visitContainment(definition, &state, depth: 0)
    }
  }

  private mutating func visitContainment(_ definition: Definition, _ state: inout [String: Int], depth: Int) {
    guard state[definition.name] == nil, depth < 100 else { return }
    state[definition.name] = 1
    for property in definition.value.field("properties")?.mergedEntries ?? [] {
      guard let node = property.value.field("type"), let type = node.stringValue,
        let inner = find(type, in: dataTypes, from: definition.unit)
      else { continue }
      if state[inner.name] == 1 {
        report(
          "CF136", node, range: node.contentRange,
          "`\(definition.name)` holds a `\(type)`, which holds a `\(definition.name)`: the product cannot resolve that")
      } else {
        visitContainment(inner, &state, depth: depth + 1)
      }
    }
    state[definition.name] = 2
  }

  /// Types and defaults of property schemas.
  mutating func checkSchemas(_ properties: YAMLNode?, unit: Int) {
    guard let properties, properties.kind == .mapping else { return }
    for property in properties.mergedEntries {
      guard let body = property.value.resolved, body.kind == .mapping else { continue }
      checkType(body.field("type"), unit: unit)
      guard let type = body.field("type")?.stringValue, let value = body.field("default"), !value.isAbsent else {
        continue
      }
      checkValue(value, type, unit: unit, path: property.key.text, needsAll: false)
    }
  }

  mutating func checkType(_ node: YAMLNode?, unit: Int) {
    guard let node, let type = node.stringValue, !type.isEmpty, !BasicTypes.primitive.contains(type) else { return }
    guard find(type, in: dataTypes, from: unit) == nil, !unknowns.hasTypes else { return }
    let words = [
      "int": "integer", "str": "string", "bool": "boolean", "number": "float", "map": "dict", "object": "dict",
      "array": "list", "text": "string", "double": "float",
    ]
    let names = BasicTypes.all + dataTypes.names
    if let near = words[type.lowercased()] {
      return report(
        "CF135", node, range: node.contentRange, "there is no type `\(type)`; did you mean `\(near)`?",
        fixes: [Fix("replace with `\(near)`", edits: [TextEdit(node.contentRange, near)])])
    }
    reportName("CF135", node, "there is no type `\(type)`", type, among: names)
  }

  // MARK: Properties with those of the types above

  mutating func nodeTypeProperties(_ definition: Definition) -> PropertySchemas {
    if let known = propertiesByNodeType[definition.name] { return known }
    let result = flattened(definition, nodeTypes, "properties")
    propertiesByNodeType[definition.name] = result
    return result
  }

  mutating func relationshipProperties(_ definition: Definition) -> PropertySchemas {
    if let known = propertiesByRelationship[definition.name] { return known }
    let result = flattened(definition, relationships, "properties")
    propertiesByRelationship[definition.name] = result
    return result
  }

  mutating func dataTypeProperties(_ definition: Definition) -> PropertySchemas {
    if let known = propertiesByDataType[definition.name] { return known }
    let result = flattened(definition, dataTypes, "properties")
    propertiesByDataType[definition.name] = result
    return result
  }

  /// The types that a type derives from, itself first; and whether all of them are known.
  func hierarchy(of definition: Definition, in section: Section) -> (types: [Definition], isComplete: Bool) {
    var result = [definition]
    var current = definition
    while let parent = current.value.field("derived_from")?.stringValue, result.count < 100 {
      guard let found = find(parent, in: section, from: current.unit),
        !result.contains(where: { $0.name == found.name })
      else { return (result, false) }
      result.append(found)
      current = found
    }
    return (result, true)
  }

  private func flattened(_ definition: Definition, _ section: Section, _ field: StaticString) -> PropertySchemas {
    let (types, isComplete) = hierarchy(of: definition, in: section)
    var result = PropertySchemas()
    result.isComplete = isComplete
    for type in types.reversed() { add(type.value.field(field), unit: type.unit, to: &result) }
    return result
  }

  /// Adds the schemas of a mapping.
  func add(_ properties: YAMLNode?, unit: Int, to result: inout PropertySchemas) {
    guard let properties, properties.kind == .mapping else { return }
    for property in properties.mergedEntries {
      let name = property.key.text
      let body = property.value.resolved ?? property.value
      let defaultValue = body.field("default")
      var isRequired = true
      if let required = body.field("required"), case .bool(let value) = required.python { isRequired = value }
      let before = result.byName[name]
      result.set(
        PropertySchema(
          name: name, node: property.key, type: body.field("type")?.stringValue ?? before?.type,
          isRequired: isRequired, defaultValue: defaultValue, hasDefault: defaultValue != nil, unit: unit,
          inheritedDefault: before?.defaultValue))
    }
  }

  // MARK: Values

  /// Checks values against schemas, as the product merges them.
  ///
  /// - Parameter owner: what the values belong to, for what is missing.
  mutating func checkProperties(
    _ values: YAMLNode?, _ schemas: PropertySchemas, unit: Int, owner: YAMLNode, subject: String, waives: Bool = false
  ) {
    if let values, values.kind == .mapping, schemas.isComplete {
      for entry in values.mergedEntries where schemas.byName[entry.key.text] == nil {
        guard entry.key.kind == .scalar, !unknowns.everything else { continue }
        reportName(
          "CF139", entry.key, "\(subject) has no property `\(entry.key.text)`", entry.key.text, among: schemas.names)
      }
    }
    for name in schemas.names {
      guard let schema = schemas.byName[name] else { continue }
      guard let value = values?.entry(merged: name) else {
        if !schema.hasDefault {
          guard schema.isRequired, !waives, schemas.isComplete else { continue }
          // A value of a data type consists of its defaults, where each of its properties has one.
          if let type = schema.type, !BasicTypes.primitive.contains(type) {
            guard let lacking = lacking(type, unit: schema.unit) else { continue }
            report(
              "CF140", owner, range: owner.kind == .scalar ? owner.contentRange : nil,
              "\(subject) needs a value for `\(name).\(lacking)`, which has no default")
            continue
          }
          report(
            "CF140", owner, range: owner.kind == .scalar ? owner.contentRange : nil,
            "\(subject) needs a value for `\(name)`, which has no default")
        } else if let type = schema.type, let value = schema.defaultValue, !value.isAbsent, !waives {
          checkMissing(value, type, schema, owner: owner, subject: subject, path: name)
        }
        continue
      }
      guard let type = schema.type else { continue }
      checkValue(
        value, type, unit: schema.unit, path: name, needsAll: !waives,
        defaults: [schema.defaultValue, schema.inheritedDefault].compactMap { $0 })
    }
  }

  /// What the defaults of a data type's properties do not fill.
  private mutating func lacking(_ type: String, unit: Int, depth: Int = 0) -> String? {
    guard depth < 20, let definition = find(type, in: dataTypes, from: unit) else { return nil }
    let schemas = dataTypeProperties(definition)
    guard schemas.isComplete else { return nil }
    for name in schemas.names {
      guard let schema = schemas.byName[name], schema.isRequired, !schema.hasDefault else { continue }
      guard let inner = schema.type, !BasicTypes.primitive.contains(inner) else { return name }
      if let found = lacking(inner, unit: schema.unit, depth: depth + 1) { return "\(name).\(found)" }
    }
    return nil
  }

  /// What a default of a data type lacks is missing in each node that relies on it.
  private mutating func checkMissing(
    _ value: YAMLNode, _ type: String, _ schema: PropertySchema, owner: YAMLNode, subject: String, path: String
  ) {
    guard value.kind == .mapping, IntrinsicFunctions.call(value) == nil,
      let definition = find(type, in: dataTypes, from: schema.unit)
    else { return }
    let inner = dataTypeProperties(definition)
    guard inner.isComplete else { return }
    for name in inner.names {
      guard let property = inner.byName[name], property.isRequired, !property.hasDefault,
        value.entry(merged: name) == nil, schema.inheritedDefault?.entry(merged: name) == nil
      else { continue }
      report(
        "CF140", owner, range: owner.kind == .scalar ? owner.contentRange : nil,
        "\(subject) needs a value for `\(path).\(name)`, which the default of `\(path)` lacks")
    }
  }

  /// Checks a value against a type's name.
  mutating func checkValue(
    _ value: YAMLNode, _ type: String, unit: Int, path: String, needsAll: Bool, defaults: [YAMLNode] = [],
    depth: Int = 0
  ) {
    guard depth < 30, let value = value.resolved else { return }
    let python = value.python
    guard python != .null, IntrinsicFunctions.call(value) == nil else { return }
    let fits: Bool
    switch type {
    case "integer": if case .int = python { fits = true } else { fits = false }
    case "float": fits = python.isNumber
    case "boolean": if case .bool = python { fits = true } else { fits = false }
    case "list": fits = python == .list
    case "dict": fits = python == .dict
    case "regex": fits = python == .string
    case _ where BasicTypes.primitive.contains(type): fits = true
    default:
      guard let definition = find(type, in: dataTypes, from: unit) else { return }
      guard python == .dict else {
        fits = false
        break
      }
      return checkData(
        value, definition, path: path, needsAll: needsAll, defaults: defaults, depth: depth)
    }
    guard !fits else { return }
    report(
      "CF138", value, "`\(path)` is of type `\(type)`, not \(python.description)\(described(value))",
      fixes: conversions(value, type))
  }

  private func described(_ value: YAMLNode) -> String {
    guard value.kind == .scalar, value.python == .string, value.text.utf8.count <= 40 else { return "" }
    return " (`\(value.text)`)"
  }

  private func conversions(_ value: YAMLNode, _ type: String) -> [Fix] {
    guard value.kind == .scalar, value.python == .string, value.style == .singleQuoted || value.style == .doubleQuoted
    else { return [] }
    let plain = YAML11.resolve(value.textBytes)
    let fits: Bool
    switch (type, plain) {
    case ("integer", .int), ("float", .int), ("float", .float), ("boolean", .bool): fits = true
    default: fits = false
    }
    return fits ? [Fix("write it without quotes", edits: [TextEdit(value.range, value.text)])] : []
  }

  private mutating func checkData(
    _ value: YAMLNode, _ definition: Definition, path: String, needsAll: Bool, defaults: [YAMLNode], depth: Int
  ) {
    let schemas = dataTypeProperties(definition)
    guard schemas.isComplete else { return }
    for entry in value.mergedEntries where schemas.byName[entry.key.text] == nil && entry.key.kind == .scalar {
      reportName(
        "CF139", entry.key, "`\(path)` of type `\(definition.name)` has no property `\(entry.key.text)`",
        entry.key.text, among: schemas.names)
    }
    for name in schemas.names {
      guard let schema = schemas.byName[name] else { continue }
      let inner = defaults.compactMap { $0.entry(merged: name) } + [schema.defaultValue].compactMap { $0 }
      if let given = value.entry(merged: name) {
        if let type = schema.type {
          checkValue(
            given, type, unit: schema.unit, path: "\(path).\(name)", needsAll: needsAll, defaults: inner,
            depth: depth + 1)
        }
      } else if needsAll, schema.isRequired, inner.isEmpty {
        report("CF140", value, "`\(path)` of type `\(definition.name)` needs a value for `\(name)`")
      }
    }
  }

  // MARK: Operations

  mutating func checkTypeOperations(_ interfaces: YAMLNode?, unit: Int) {
    guard let interfaces, interfaces.kind == .mapping else { return }
    for interface in interfaces.mergedEntries {
      guard let operations = interface.value.resolved, operations.kind == .mapping else { continue }
      for operation in operations.mergedEntries {
        guard let body = operation.value.resolved, body.kind == .mapping else { continue }
        checkSchemas(body.field("inputs"), unit: unit)
        checkOperationFields(body)
      }
    }
  }

  /// Executor and retries, which are wrong wherever they stand.
  mutating func checkOperationFields(_ body: YAMLNode) {
    if let executor = body.field("executor"), let text = executor.stringValue,
      text != "central_deployment_agent", text != "host_agent"
    {
      reportName(
        "CF130", executor, "`\(text)` is no executor: `central_deployment_agent` or `host_agent`", text,
        among: ["central_deployment_agent", "host_agent"])
    }
    for (key, least) in [("max_retries", -1.0), ("retry_interval", 0), ("timeout", 0)] {
      guard let node = body.entry(merged: key), let number = node.python.number, number < least else { continue }
      report(
        "CF160", node,
        "`\(key)` is \(node.text): the product crashes on numbers below \(Int(least))",
        help: key == "max_retries" ? "-1 means for ever." : nil)
    }
  }
}

extension PythonValue {
  /// Whether it is a number, of any size.
  var isNumber: Bool {
    switch self {
    case .int, .float: true
    default: false
    }
  }
}

extension YAMLNode {
  /// The value of a key, merged ones included.
  func entry(merged key: String) -> YAMLNode? {
    if let own = entry(named: key) { return own.value.resolved }
    guard tree.hasMergeKeys else { return nil }
    return mergedEntries.first { $0.key.text == key }?.value.resolved
  }
}
