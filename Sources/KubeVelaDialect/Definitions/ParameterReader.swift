// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText

/// Reads the `parameter` of a definition's template as rows, as far as it is plain CUE; anything else is any value.
struct ParameterReader {
  /// What an expression says of a value.
  struct Shape {
    var type: FieldType = .any
    /// What holds where the value is absent, as an author would write it.
    var defaultText: String?
    /// Whether CUE has a value where the author gives none: literals, open lists, structures that need nothing.
    var isGiven = true
    /// A literal text or truth, for choices.
    var literal: String?
    /// What is not understood; it says nothing beside what is.
    var isUnknown = false
    /// Whether it is a bound for numbers, which says nothing of decimals.
    var isBound = false

    static let unknown = Shape(isUnknown: true)
  }

  private let syntax: CUESyntax
  /// The text, for defaults that are shown as they are written.
  private let bytes: [UInt8]
  private let owner: String

  /// A reader of the definition of a type.
  init(_ syntax: CUESyntax, text: String, owner: String) {
    self.syntax = syntax
    bytes = Array(text.utf8)
    self.owner = owner
  }

  /// The rows of `parameter` among the declarations of a template; nil where it is missing or not understood.
  func properties(in template: [CUESyntax.Declaration]) -> ObjectRow? {
    let fields = CUESyntax.fields("parameter", in: template)
    guard !fields.isEmpty else { return nil }
    let shapes = fields.map { shape($0.value, [template], 0, "`\(owner)`'s properties") }
    let whole = shapes.dropFirst().reduce(shapes[0]) { unify($0, $1, "`\(owner)`'s properties") }
    switch whole.type {
    case .object(let row): return row
    case .map: return ObjectRow("`\(owner)`'s properties", fields: [], isOpen: true)
    default: return nil
    }
  }

  private static let deepest = 24
  /// How many expressions are looked at: definitions that name each other would be unfolded without end.
  private final class Budget { var rest = 20_000 }
  private let budget = Budget()
  /// The definitions that are being unfolded: one inside itself is not.
  private final class Open { var names: Set<String> = [] }
  private let open = Open()

  // MARK: Expressions

  private func shape(
    _ index: Int, _ scopes: [[CUESyntax.Declaration]], _ depth: Int, _ title: String
  ) -> Shape {
    guard depth < Self.deepest, budget.rest > 0, let node = syntax[index] else { return .unknown }
    budget.rest -= 1
    switch node.kind {
    case .name(let name): return named(name, scopes, depth, title)
    case .text(let text): return Shape(type: .choice([Choice(text)]), defaultText: Self.shown(text), literal: text)
    case .dynamicText: return Shape(type: .text(.plain))
    case .number(let text): return Self.number(text)
    case .boolean(let value): return Shape(type: .boolean, defaultText: "\(value)", literal: "\(value)")
    case .structure(let declarations): return structure(declarations, scopes, depth, title)
    case .list(let items, let isOpen, let rest): return list(items, isOpen, rest, node, scopes, depth, title)
    case .unary(let sign, let operand): return bound(sign, operand, scopes, depth)
    case .binary("|", _, _): return disjunction(index, scopes, depth, title)
    case .binary("&", let left, let right):
      return unify(shape(left, scopes, depth + 1, title), shape(right, scopes, depth + 1, title), title)
    case .call(let callee, let arguments):
      guard case .name("close") = syntax[callee]?.kind, let first = arguments.first else { return .unknown }
      return shape(first, scopes, depth + 1, title)
    case .selection, .index:
      // A value from elsewhere: as a default it is shown as written.
      return Shape(defaultText: written(node), isUnknown: true)
    case .null, .bottom, .comprehension, .binary: return .unknown
    }
  }

  private func written(_ node: CUESyntax.Node) -> String? {
    guard node.range.count <= 60, node.range.end <= bytes.count else { return nil }
    let text = String(decoding: bytes[node.range.start..<node.range.end], as: UTF8.self)
    return text.contains("\n") ? nil : text
  }

  private static func shown(_ text: String) -> String { text.isEmpty ? "\"\"" : text }

  private static func number(_ text: String) -> Shape {
    guard let value = Int64(text.filter { $0 != "_" }) else {
      return Shape(type: .number, defaultText: text)
    }
    return Shape(type: .integer(value...value), defaultText: text)
  }

  private static let basicTypes: [String: FieldType] = [
    "string": .text(.plain), "bytes": .text(.plain), "bool": .boolean, "int": .integer(Int64.min...Int64.max),
    "number": .number, "float": .number, "float32": .number, "float64": .number,
    "uint": .integer(0...Int64.max), "uint8": .integer(0...255), "uint16": .integer(0...65535),
    "uint32": .integer(0...4_294_967_295), "uint64": .integer(0...Int64.max), "rune": .integer(0...0x10FFFF),
    "int8": .integer(-128...127), "int16": .integer(-32768...32767),
    "int32": .integer(-2_147_483_648...2_147_483_647), "int64": .integer(Int64.min...Int64.max),
  ]

  private func named(
    _ name: String, _ scopes: [[CUESyntax.Declaration]], _ depth: Int, _ title: String
  ) -> Shape {
    guard !open.names.contains(name) else { return .unknown }
    open.names.insert(name)
    defer { open.names.remove(name) }
    for (level, scope) in scopes.enumerated().reversed() {
      let fields = CUESyntax.fields(name, in: scope)
      if !fields.isEmpty {
        let inside = Array(scopes.prefix(level + 1))
        let shapes = fields.map { shape($0.value, inside, depth + 1, title) }
        return shapes.dropFirst().reduce(shapes[0]) { unify($0, $1, title) }
      }
      for case .binding(name, let value) in scope {
        return shape(value, Array(scopes.prefix(level + 1)), depth + 1, title)
      }
    }
    if let type = Self.basicTypes[name] { return Shape(type: type, isGiven: false) }
    return name == "_" ? Shape(isGiven: false) : .unknown
  }

  /// `>=1`, `!=""`, `=~"…"`: what a bound says of the type.
  private func bound(_ sign: String, _ operand: Int, _ scopes: [[CUESyntax.Declaration]], _ depth: Int) -> Shape {
    guard let node = syntax[operand] else { return .unknown }
    if sign == "*" { return shape(operand, scopes, depth + 1, "a value") }
    switch node.kind {
    case .number(let text):
      if sign == "-" {
        let value = Self.number("-" + text)
        return value
      }
      if sign == "+" { return Self.number(text) }
      guard let value = Int64(text) else { return Shape(type: .number, isGiven: false) }
      switch sign {
      case ">=": return Shape(type: .integer(value...Int64.max), isGiven: false, isBound: true)
      case ">":
        let (next, overflow) = value.addingReportingOverflow(1)
        return Shape(type: .integer((overflow ? value : next)...Int64.max), isGiven: false, isBound: true)
      case "<=": return Shape(type: .integer(Int64.min...value), isGiven: false, isBound: true)
      case "<":
        let (next, overflow) = value.subtractingReportingOverflow(1)
        return Shape(type: .integer(Int64.min...(overflow ? value : next)), isGiven: false, isBound: true)
      default: return Shape(isGiven: false)
      }
    case .text, .dynamicText:
      return ["=~", "!~", "!=", "<", "<=", ">", ">="].contains(sign)
        ? Shape(type: .text(.plain), isGiven: false) : .unknown
    default: return .unknown
    }
  }

  private func list(
    _ items: [Int], _ isOpen: Bool, _ rest: Int?, _ node: CUESyntax.Node, _ scopes: [[CUESyntax.Declaration]],
    _ depth: Int, _ title: String
  ) -> Shape {
    guard isOpen, items.isEmpty, let rest else {
      return Shape(type: .list(.any), defaultText: isOpen ? nil : written(node))
    }
    return Shape(type: .list(shape(rest, scopes, depth + 1, "an item of \(title)").valueType))
  }

  // MARK: Disjunctions

  /// The alternatives of a disjunction with whether they are the default.
  private func alternatives(_ index: Int, _ result: inout [(index: Int, isDefault: Bool)]) {
    var pending = [index]
    var rounds = 0
    while let current = pending.popLast(), rounds < 400 {
      rounds += 1
      switch syntax[current]?.kind {
      case .binary("|", let left, let right):
        pending.append(right)
        pending.append(left)
      case .unary("*", let operand): result.append((operand, true))
      default: result.append((current, false))
      }
    }
  }

  private func disjunction(
    _ index: Int, _ scopes: [[CUESyntax.Declaration]], _ depth: Int, _ title: String
  ) -> Shape {
    var parts: [(index: Int, isDefault: Bool)] = []
    alternatives(index, &parts)
    var shapes: [Shape] = []
    var result = Shape(isGiven: false)
    for part in parts {
      var one = shape(part.index, scopes, depth + 1, title)
      if part.isDefault {
        result.defaultText = one.defaultText ?? syntax[part.index].flatMap { written($0) }
        result.isGiven = one.isGiven
      }
      if case .null = syntax[part.index]?.kind { one = .unknown }
      // A default from elsewhere has the type of the other alternatives.
      if part.isDefault, one.isUnknown, parts.count > 1 { continue }
      shapes.append(one)
    }
    guard !shapes.contains(where: \.isUnknown), let first = shapes.first else { return result }
    if shapes.allSatisfy({ $0.isObject }) {
      result.type = Self.union(shapes, title)
      return result
    }
    result.type = shapes.dropFirst().reduce(first.type) { Self.either($0, $1.type) }
    return result
  }

  /// The type of a value that has one of two types.
  private static func either(_ left: FieldType, _ right: FieldType) -> FieldType {
    switch (left, right) {
    case (.choice(let one), .choice(let two)): .choice(one + two.filter { !one.contains($0) })
    case (.choice, .text), (.text, .choice), (.text, .text): .text(.plain)
    case (.integer(let one), .integer(let two)):
      .integer(min(one.lowerBound, two.lowerBound)...max(one.upperBound, two.upperBound))
    case (.number, .integer), (.integer, .number), (.number, .number): .number
    case (.boolean, .boolean): .boolean
    case (.list(let one), .list(let two)):
      if case .any = one { .list(two) } else if case .any = two { .list(one) } else { .list(either(one, two)) }
    default: .any
    }
  }

  /// A mapping that is one of several: what all need is needed, what one knows is known.
  private static func union(_ shapes: [Shape], _ title: String) -> FieldType {
    let rows = shapes.compactMap(\.row)
    guard rows.count == shapes.count else { return .map(.any, key: .plain) }
    var fields: [FieldRow] = []
    for row in rows {
      for field in row.fields {
        guard let known = fields.firstIndex(where: { $0.name == field.name }) else {
          let others = rows.map { $0.field(named: field.name) }
          let isDefaultShared = others.allSatisfy { $0 == nil || $0?.defaultText == field.defaultText }
          fields.append(
            FieldRow(
              field.name, field.type, required: field.isRequired && others.allSatisfy { $0?.isRequired == true },
              default: isDefaultShared ? field.defaultText : nil, field.documentation))
          continue
        }
        let first = fields[known]
        fields[known] = FieldRow(
          first.name, either(first.type, field.type), required: first.isRequired, default: first.defaultText,
          first.documentation)
      }
    }
    // Alternatives of one key each exclude each other.
    let keys = rows.map { $0.fields.filter(\.isRequired).map(\.name) }
    let isExclusive =
      rows.allSatisfy { $0.fields.count == 1 && $0.constraints.isEmpty } && Set(keys).count == rows.count
    return .object(
      ObjectRow(
        title, fields: fields,
        constraints: isExclusive && keys.allSatisfy { $0.count == 1 } ? [.atLeastOne(keys.flatMap(\.self))] : [],
        isOpen: rows.contains(where: \.isOpen)))
  }

  // MARK: Unification

  /// What both expressions say together.
  private func unify(_ left: Shape, _ right: Shape, _ title: String) -> Shape {
    if left.isUnknown { return right.besideUnknown }
    if right.isUnknown { return left.besideUnknown }
    var result = left
    result.isGiven = left.isGiven && right.isGiven
    if left.literal != nil || right.literal != nil { result.isGiven = true }
    result.defaultText = left.defaultText ?? right.defaultText
    switch (left.type, right.type) {
    // A bound without a decimal point holds for decimals, too.
    case (.number, .integer): result.type = right.isBound ? .number : right.type
    case (.integer, .number): result.type = left.isBound ? .number : left.type
    case (let one, let two): result.type = Self.both(one, two, title)
    }
    result.isBound = left.isBound && right.isBound
    return result
  }

  /// The type of a value that has two types.
  private static func both(_ left: FieldType, _ right: FieldType, _ title: String) -> FieldType {
    switch (left, right) {
    case (.any, let type), (let type, .any): return type
    case (.integer(let one), .integer(let two)):
      let low = max(one.lowerBound, two.lowerBound)
      let high = min(one.upperBound, two.upperBound)
      return low <= high ? .integer(low...high) : .any
    case (.number, .integer): return right
    case (.integer, .number): return left
    case (.text, .choice), (.text, .text): return right
    case (.choice, .text): return left
    case (.object(let one), .object(let two)): return .object(merged(one, two, title))
    case (.object(let one), .map): return .object(opened(one))
    case (.map, .object(let two)): return .object(opened(two))
    case (.boolean, .boolean), (.number, .number), (.list, .list), (.map, .map): return left
    default: return .any
    }
  }

  private static func opened(_ row: ObjectRow) -> ObjectRow {
    ObjectRow(row.title, row.documentation, fields: row.fields, constraints: row.constraints, isOpen: true)
  }

  private static func merged(_ one: ObjectRow, _ two: ObjectRow, _ title: String) -> ObjectRow {
    var fields = one.fields
    for field in two.fields {
      if let known = fields.firstIndex(where: { $0.name == field.name }) {
        let first = fields[known]
        let defaultText = first.defaultText ?? field.defaultText
        fields[known] = FieldRow(
          first.name, both(first.type, field.type, "`\(field.name)`"),
          required: (first.isRequired || field.isRequired) && defaultText == nil, default: defaultText,
          first.documentation.isEmpty ? field.documentation : first.documentation)
      } else {
        fields.append(field)
      }
    }
    return ObjectRow(
      title, fields: fields, constraints: one.constraints + two.constraints, isOpen: one.isOpen || two.isOpen)
  }

  // MARK: Structures

  private func structure(
    _ declarations: [CUESyntax.Declaration], _ scopes: [[CUESyntax.Declaration]], _ depth: Int, _ title: String
  ) -> Shape {
    let inner = scopes + [declarations]
    var row = ObjectRow(title, fields: [])
    var isOpen = false
    var pattern: FieldType?
    for declaration in declarations {
      switch declaration {
      case .field(let field):
        if let name = field.dataName {
          row = Self.merged(row, ObjectRow(title, fields: [self.field(name, field, inner, depth)]), title)
        } else if case .name = field.label {
          continue
        } else {
          isOpen = true
          if case .pattern = field.label { pattern = shape(field.value, inner, depth + 1, "a value").type }
        }
      case .ellipsis: isOpen = true
      case .binding: continue
      case .embedding(let value):
        let (taken, opens) = embedded(value, inner, depth, title)
        if let taken { row = Self.merged(row, taken, title) }
        if opens { isOpen = true }
      }
    }
    if row.fields.isEmpty, isOpen || declarations.isEmpty { return Shape(type: .map(pattern ?? .any, key: .plain)) }
    let whole = ObjectRow(
      title, row.documentation, fields: row.fields, constraints: row.constraints, isOpen: isOpen || row.isOpen)
    let needsNothing = row.fields.allSatisfy { !$0.isRequired } && row.constraints.isEmpty
    return Shape(type: .object(whole), isGiven: needsNothing)
  }

  private func field(
    _ name: String, _ field: CUESyntax.Field, _ scopes: [[CUESyntax.Declaration]], _ depth: Int
  ) -> FieldRow {
    let shape = shape(field.value, scopes, depth + 1, "`\(name)`")
    let isNeeded =
      field.isRequired || !field.isOptional && !shape.isGiven && shape.defaultText == nil && !shape.isUnknown
    return FieldRow(
      name, shape.valueType, required: isNeeded, default: shape.defaultText, DefinitionComment.text(field.comments))
  }

  /// What an embedded value brings, and whether there may be more than that.
  private func embedded(
    _ value: Int, _ scopes: [[CUESyntax.Declaration]], _ depth: Int, _ title: String
  ) -> (ObjectRow?, opens: Bool) {
    if case .comprehension(let isLoop, let body) = syntax[value]?.kind {
      guard !isLoop, case .object(let row) = shape(body, scopes, depth + 1, title).type else { return (nil, true) }
      // What holds under a condition is never needed here.
      let fields = row.fields.map { FieldRow($0.name, $0.type, $0.documentation) }
      return (ObjectRow(title, fields: fields), row.isOpen)
    }
    switch shape(value, scopes, depth + 1, title).type {
    case .object(let row): return (row, false)
    default: return (nil, true)
    }
  }
}

extension ParameterReader.Shape {
  fileprivate var isObject: Bool {
    switch type {
    case .object, .map: true
    default: false
    }
  }
  fileprivate var row: ObjectRow? { if case .object(let row) = type { row } else { nil } }
  /// The type of a value: a bound alone holds for decimals, too.
  fileprivate var valueType: FieldType { isBound ? .number : type }
  /// What is left to say where the other half is not understood: a mapping may have more keys.
  fileprivate var besideUnknown: Self {
    guard case .object(let row) = type else { return self }
    var result = self
    result.type = .object(
      ObjectRow(row.title, row.documentation, fields: row.fields, constraints: row.constraints, isOpen: true))
    return result
  }
}

/// The comments of KubeVela's definitions: `+usage=…` says what a property is for.
enum DefinitionComment {
  /// What the comments above a field say to its users.
  static func text(_ comments: [String]) -> String {
    var result: [String] = []
    for comment in comments {
      if comment.hasPrefix("+") {
        guard comment.hasPrefix("+usage=") else { continue }
        result.append(String(comment.dropFirst("+usage=".count)))
      } else if !comment.isEmpty {
        result.append(comment)
      }
    }
    return result.joined(separator: " ")
  }
}
