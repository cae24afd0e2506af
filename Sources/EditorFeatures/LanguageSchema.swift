// SPDX-License-Identifier: Apache-2.0
package import Dialect
import Rules
import WorkflowModel

/// A dialect's rows as a JSON Schema (2020-12), for editors and tools that know nothing else.
///
/// It refuses what the rules about structure refuse, as far as a schema can say it: unknown and missing keys, wrong types,
/// words, ids, names, durations and URLs. Names, graphs and expressions are `wflint check`'s business.
package enum LanguageSchema {
  /// The schema, with `title` as its name.
  ///
  /// - Parameters:
  ///   - isOpen: whether the rows are those of another product, whose readers take further keys, types of steps and short forms:
  ///     then only wrong types and words are refused.
  ///   - kinds: the rows of several kinds of document, by the `kind` that each one says; none where the schema's root is all.
  package static func json(
    _ schema: DialectSchema, title: String, isOpen: Bool = false, kinds: [(name: String, row: ObjectRow)] = []
  ) -> JSONTree {
    var builder = SchemaBuilder(schema, isOpen: isOpen)
    return builder.build(title, kinds)
  }
}

/// Collects the definitions that a schema refers to.
private struct SchemaBuilder {
  private let schema: DialectSchema
  private var names: [ObjectIdentifier: String] = [:]
  private var taken: Set<String> = ["step", "trigger"]
  private var definitions: [JSONTree.Member] = []

  private let isOpen: Bool

  init(_ schema: DialectSchema, isOpen: Bool) {
    self.schema = schema
    self.isOpen = isOpen
  }

  mutating func build(_ title: String, _ kinds: [(name: String, row: ObjectRow)]) -> JSONTree {
    var root: [JSONTree.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("title", .string(title)),
    ]
    if kinds.isEmpty {
      root += members(of: schema.root, isRoot: true)
    } else {
      root += [.init("type", "object"), .init("required", ["kind"])]
      root.append(
        .init(
          "allOf",
          .array(
            kinds.map { kind in
              ["if": ["properties": ["kind": ["const": .string(kind.name)]]], "then": reference(to: kind.row)]
            })))
    }
    if !schema.stepTypes.isEmpty { define("step", variants(schema.anyStep, schema.stepTypes)) }
    if !schema.triggerTypes.isEmpty { define("trigger", variants(schema.anyTrigger, schema.triggerTypes)) }
    root.append(.init("$defs", .object(definitions.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })))
    return .object(root)
  }

  private mutating func define(_ name: String, _ value: JSONTree) { definitions.append(.init(name, value)) }

  private static func reference(_ name: String) -> JSONTree { ["$ref": .string("#/$defs/\(name)")] }

  // MARK: Mappings

  private mutating func reference(to row: ObjectRow) -> JSONTree {
    if let name = names[ObjectIdentifier(row)] { return Self.reference(name) }
    let words = row.title.split(separator: " ")
    let article = words.first == "a" || words.first == "an"
    let base = words.dropFirst(article && words.count > 1 ? 1 : 0).joined(separator: "-")
    var name = base
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(base)-\(number)"
      number += 1
    }
    names[ObjectIdentifier(row)] = name
    define(name, .object(members(of: row, isRoot: false)))
    return Self.reference(name)
  }

  private mutating func members(of row: ObjectRow, isRoot: Bool) -> [JSONTree.Member] {
    var result: [JSONTree.Member] = []
    if !row.documentation.isEmpty { result.append(.init("description", .string(row.documentation))) }
    result.append(.init("type", isOpen && !isRoot ? ["object", "string", "null"] : "object"))
    // The root's constant says what the file is: without it, this schema is not the file's.
    let required = isOpen ? [] : row.fields.filter { $0.isRequired || isRoot && $0.type.isConstant }
    if !required.isEmpty { result.append(.init("required", .array(required.map { .string($0.name) }))) }
    var properties: [JSONTree.Member] = []
    for field in row.fields { properties.append(.init(field.name, property(field, isRoot: isRoot))) }
    result.append(.init("properties", .object(properties)))
    if isOpen { return result }
    result.append(.init("additionalProperties", .bool(false)))
    for constraint in row.constraints { result += Self.constraint(constraint) }
    return result
  }

  private static func constraint(_ constraint: KeyConstraint) -> [JSONTree.Member] {
    func has(_ keys: [String]) -> JSONTree { ["required": .array(keys.map { .string($0) })] }
    switch constraint {
    case .exactlyOne(let keys): return [.init("oneOf", .array(keys.map { has([$0]) }))]
    case .atLeastOne(let keys): return [.init("anyOf", .array(keys.map { has([$0]) }))]
    case .atMostOne(let keys):
      let pairs = keys.indices.flatMap { first in keys.indices.filter { $0 > first }.map { (keys[first], keys[$0]) } }
      return [.init("not", ["anyOf": .array(pairs.map { has([$0, $1]) })])]
    }
  }

  private mutating func property(_ field: FieldRow, isRoot: Bool) -> JSONTree {
    var type = self.type(field.type)
    // A list of steps that holds none does nothing; the rules ask for one everywhere.
    if case .steps = field.type { type.append(.init("minItems", .integer(1))) }
    if field.needsItems { type.append(.init("minItems", .integer(1))) }
    var members: [JSONTree.Member] = []
    if !field.documentation.isEmpty { members.append(.init("description", .string(field.documentation))) }
    if let value = Self.defaultValue(field) { members.append(.init("default", value)) }
    return .object(members + type)
  }

  /// The default where the row says a value and not how it comes about.
  private static func defaultValue(_ field: FieldRow) -> JSONTree? {
    guard let text = field.defaultText else { return nil }
    switch field.type {
    case .choice(let choices): return choices.contains { $0.value == text } ? .string(text) : nil
    case .boolean: return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    case .integer: return Int64(text).map { .integer($0) }
    case .text(.duration), .text(.identifier): return .string(text)
    default: return nil
    }
  }

  /// A mapping whose `type` says which row is its own.
  private mutating func variants(_ base: ObjectRow, _ rows: [VariantRow]) -> JSONTree {
    let words = rows.map { JSONTree.string($0.name) }
    var cases: [JSONTree] = []
    for row in rows {
      let reference = reference(to: row.row)
      cases.append([
        "if": ["properties": ["type": ["const": .string(row.name)]], "required": ["type"]], "then": reference,
      ])
    }
    // Types of one's own are declared elsewhere; the words serve those who complete.
    if isOpen {
      return [
        "type": "object", "properties": ["type": ["anyOf": [["enum": .array(words)], ["type": "string"]]]],
        "allOf": .array(cases),
      ]
    }
    let required = base.fields.filter(\.isRequired).map { JSONTree.string($0.name) }
    return [
      "type": "object", "required": .array(required.contains("type") ? required : required + ["type"]),
      "properties": ["type": ["enum": .array(words)]], "allOf": .array(cases),
    ]
  }

  // MARK: Values

  private mutating func type(_ type: FieldType) -> [JSONTree.Member] {
    switch type {
    case .any: return []
    case .text(let format): return Self.text(format)
    case .scalar: return [.init("type", ["string", "number", "boolean"])]
    case .choice(let choices): return Self.orDynamic(["enum": .array(choices.map { .string($0.value) })])
    case .integer(let range):
      var integer: [JSONTree.Member] = [.init("type", "integer"), .init("minimum", .integer(range.lowerBound))]
      if range.upperBound < 1 << 53 { integer.append(.init("maximum", .integer(range.upperBound))) }
      return Self.orDynamic(.object(integer))
    case .number: return Self.orDynamic(["type": "number"])
    case .boolean: return Self.orDynamic(["type": "boolean"])
    case .list(let item):
      let element = JSONTree.object(self.type(item))
      let list: JSONTree = ["type": "array", "items": element]
      if item.isScalar { return [.init("anyOf", [list, element])] }
      guard case .object(let members) = list else { return [] }
      return members
    case .map(let value, let key):
      var members: [JSONTree.Member] = [
        .init("type", isOpen ? ["object", "null"] : "object"), .init("additionalProperties", .object(self.type(value))),
      ]
      if let pattern = Self.pattern(key) { members.append(.init("propertyNames", ["pattern": .string(pattern)])) }
      return members
    case .object(let row):
      guard case .object(let members) = reference(to: row) else { return [] }
      return members
    case .steps: return [.init("type", "array"), .init("items", Self.reference("step"))]
    case .triggers: return [.init("type", "array"), .init("items", Self.reference("trigger"))]
    }
  }

  /// A value, or an interpolation that gives it.
  private static func orDynamic(_ value: JSONTree) -> [JSONTree.Member] {
    [.init("anyOf", [value, ["type": "string", "pattern": .string(interpolation)]])]
  }

  private static let interpolation = #"\$\{\{"#

  private static func text(_ format: TextFormat) -> [JSONTree.Member] {
    switch format {
    case .constant(let text): return [.init("const", .string(text))]
    // Where numbers and booleans are as good as their texts.
    case .httpStatus:
      return [
        .init("type", ["string", "integer"]), .init("minimum", .integer(100)), .init("maximum", .integer(599)),
        .init("pattern", .string(#"^[1-5][0-9xX]{2}$|\#(interpolation)"#)),
      ]
    case .template, .expression, .script: return [.init("type", ["string", "number", "boolean"])]
    default:
      let pattern = Self.pattern(format).map { [JSONTree.Member("pattern", .string($0))] } ?? []
      return [.init("type", "string")] + pattern
    }
  }

  private static func pattern(_ format: TextFormat) -> String? {
    switch format {
    case .identifier:
      let words = InvalidID.reservedWords.sorted().joined(separator: "|")
      return "^(?!(?:\(words))$)[a-z][a-z0-9_]*$"
    case .workflowName: return "^[a-z0-9][a-z0-9-]{0,62}$"
    // The second alternative is ISO 8601, which is read too, though a rule asks for the first.
    case .duration: return #"^(?:[0-9]+(?:w|d|h|ms|m|s))+$|^P(?=.)[0-9.,YMWDTHS]+$|\#(interpolation)"#
    case .url: return #"^[hH][tT][tT][pP][sS]?://[^/?#\s]|^\#(interpolation)"#
    case .operation: return #"^[^.\s]+(?:\.[^.\s]+)+$|\#(interpolation)"#
    default: return nil
    }
  }
}

extension FieldType {
  fileprivate var isConstant: Bool {
    if case .text(.constant) = self { true } else { false }
  }
}
