// SPDX-License-Identifier: Apache-2.0
package import Expression
package import WorkflowModel

/// One key that a mapping takes: the only place that says so.
///
/// Validation, completion, hover, the JSON Schema and the simulator's defaults all read this row. A class: each key of
/// each document is handed one.
package final class FieldRow: Sendable {
  /// The key.
  package let name: String
  /// What its value must be.
  package let type: FieldType
  /// Whether the mapping is wrong without it.
  package let isRequired: Bool
  /// Whether a list without items is a mistake.
  package let needsItems: Bool
  /// What holds where the key is absent, as an author would write it.
  package let defaultText: String?
  /// What it is for, in Markdown.
  package let documentation: String

  /// Makes a row.
  package init(
    _ name: String, _ type: FieldType, required: Bool = false, needsItems: Bool = false,
    default defaultText: String? = nil, _ documentation: String
  ) {
    self.name = name
    self.type = type
    isRequired = required
    self.needsItems = needsItems
    self.defaultText = defaultText
    self.documentation = documentation
  }
}

/// What a mapping demands of several of its keys together.
package enum KeyConstraint: Hashable, Sendable {
  /// Exactly one of these keys.
  case exactlyOne([String])
  /// None or one of these keys.
  case atMostOne([String])
  /// One of these keys, or more.
  case atLeastOne([String])
}

/// A mapping with known keys.
package final class ObjectRow: Sendable {
  /// What the mapping is, for messages: "an approval step".
  package let title: String
  /// What it is for, in Markdown.
  package let documentation: String
  /// Its keys, the important ones first.
  package let fields: [FieldRow]
  /// What it demands of several keys together.
  package let constraints: [KeyConstraint]
  /// Whether other keys are as good, with any value.
  package let isOpen: Bool
  private let names: NameTable

  /// Makes a row; at most 255 fields are looked up.
  package init(
    _ title: String, _ documentation: String = "", fields: [FieldRow], constraints: [KeyConstraint] = [],
    isOpen: Bool = false
  ) {
    self.isOpen = isOpen
    self.title = title
    self.documentation = documentation
    self.fields = fields
    self.constraints = constraints
    names = NameTable(fields.map(\.name))
  }

  /// The row of a key, given as bytes, without making a string. Complexity: O(length), as a rule.
  package func field(_ key: ArraySlice<UInt8>) -> FieldRow? {
    key.withUnsafeBufferPointer { names.index(of: $0) }.map { fields[$0] }
  }

  /// The index of a key's row.
  package func fieldIndex(_ key: UnsafeBufferPointer<UInt8>) -> Int? { names.index(of: key) }

  /// The row of a key.
  package func field(named name: String) -> FieldRow? { fields.first { $0.name == name } }
}

/// A value that a step of some type leaves behind for expressions.
package struct OutputRow: Hashable, Sendable {
  /// The output's name; a dot leads into a map: `plan_summary.add`.
  package var name: String
  /// Its type in expressions.
  package var type: CELType
  /// What it holds.
  package var documentation: String

  /// Makes a row.
  package init(_ name: String, _ type: CELType, _ documentation: String) {
    self.name = name
    self.type = type
    self.documentation = documentation
  }
}

/// One type of step or trigger. A class, as all rows are: every document is handed them, on any thread.
package final class VariantRow: Sendable {
  /// The word behind `type:`.
  package let name: String
  /// What it does, in a line.
  package let summary: String
  /// All of its keys, those that every step or trigger has included.
  package let row: ObjectRow
  /// The keys that only this type has.
  package let ownFields: [FieldRow]
  /// What it leaves behind.
  package let outputs: [OutputRow]
  /// The same as fields of a record, those with dots inside their maps.
  let outputFields: [RecordType.Field]
  /// How long a simulation takes for it when nobody says.
  package let defaultDuration: Milliseconds
  /// A whole example as a snippet: lines without indentation, `${1:placeholder}` where text is wanted.
  package let snippet: [String]

  /// Makes a row from the keys of its own and those that all its siblings have.
  package init(
    _ name: String, _ summary: String, title: String, common: [FieldRow], fields: [FieldRow],
    constraints: [KeyConstraint] = [], outputs: [OutputRow] = [], defaultDuration: Milliseconds = 1000,
    snippet: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.outputs = outputs
    outputFields = Self.fields(of: outputs, name)
    self.defaultDuration = defaultDuration
    self.snippet = snippet
    ownFields = fields
    let overridden = Set(fields.map(\.name))
    row = ObjectRow(
      title, summary, fields: common.filter { !overridden.contains($0.name) } + fields, constraints: constraints)
  }

  private static func fields(of outputs: [OutputRow], _ owner: String) -> [RecordType.Field] {
    var fields: [RecordType.Field] = []
    var nested: [String: [RecordType.Field]] = [:]
    for output in outputs {
      let parts = output.name.split(separator: ".", maxSplits: 1).map(String.init)
      let field = RecordType.Field(parts.last ?? output.name, output.type, documentation: output.documentation)
      if parts.count == 2 { nested[parts[0], default: []].append(field) } else { fields.append(field) }
    }
    return fields.map { field in
      guard let inner = nested[field.name] else { return field }
      return RecordType.Field(
        field.name, .record(RecordType("\(field.name) of \(owner)", inner)), documentation: field.documentation)
    }
  }
}

/// All that a dialect's documents may hold.
package final class DialectSchema: Sendable {
  /// The document itself.
  package let root: ObjectRow
  /// What a step of any type takes; also what is checked of a step whose type is unknown.
  package let anyStep: ObjectRow
  /// The types of steps.
  package let stepTypes: [VariantRow]
  /// What a trigger of any type takes.
  package let anyTrigger: ObjectRow
  /// The types of triggers.
  package let triggerTypes: [VariantRow]
  /// Whether one text alone stands for a list of one.
  package let acceptsSingleItems: Bool
  /// Whether the product's reader takes the last of two equal keys, so that such a file works.
  package let takesLastOfDuplicateKeys: Bool

  /// Makes a schema.
  package init(
    root: ObjectRow, anyStep: ObjectRow, stepTypes: [VariantRow], anyTrigger: ObjectRow, triggerTypes: [VariantRow],
    acceptsSingleItems: Bool = true, takesLastOfDuplicateKeys: Bool = false
  ) {
    self.takesLastOfDuplicateKeys = takesLastOfDuplicateKeys
    self.acceptsSingleItems = acceptsSingleItems
    self.root = root
    self.anyStep = anyStep
    self.stepTypes = stepTypes
    self.anyTrigger = anyTrigger
    self.triggerTypes = triggerTypes
  }

  /// The same with other types of steps.
  package func with(stepTypes: [VariantRow]) -> DialectSchema {
    DialectSchema(
      root: root, anyStep: anyStep, stepTypes: stepTypes, anyTrigger: anyTrigger, triggerTypes: triggerTypes,
      acceptsSingleItems: acceptsSingleItems, takesLastOfDuplicateKeys: takesLastOfDuplicateKeys)
  }

  /// The row of a step type. Complexity: O(types).
  package func stepType(_ name: String) -> VariantRow? {
    stepTypes.first { $0.name == name }
  }
  /// The row of a trigger type. Complexity: O(types).
  package func triggerType(_ name: String) -> VariantRow? { triggerTypes.first { $0.name == name } }
}
