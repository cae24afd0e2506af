// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// What a text must look like, and what it speaks of.
package enum TextFormat: Hashable, Sendable {
  /// Any text.
  case plain
  /// Any text, meant for `${{ }}`; numbers and booleans become text.
  case template
  /// The id of a step, input or output.
  case identifier
  /// A workflow's name.
  case workflowName
  /// A span of time, `1h30m`.
  case duration
  /// A cron expression.
  case cron
  /// A moment, `2026-11-20T09:00:00Z`.
  case moment
  /// A time zone of the IANA database.
  case timezone
  /// A CEL expression.
  case expression(ExpressionRole)
  /// A name that is declared elsewhere.
  case reference(ReferenceKind)
  /// An approver, `team:platform`.
  case principal
  /// A glob of branches, tags or paths.
  case glob
  /// An address range, `10.0.0.0/8`.
  case cidr
  /// A URL, perhaps with interpolations.
  case url
  /// A path of a file.
  case path
  /// A path of a folder.
  case folder
  /// The path of a URL.
  case route
  /// A regular expression (RE2).
  case regularExpression
  /// A status code or a class of them, `2xx`.
  case httpStatus
  /// An operation of a plugin, `interface.name`, perhaps with interpolations.
  case operation
  /// The text of a script; the text of other fields says the language.
  case script
  /// Exactly this text.
  case constant(String)
}

extension TextFormat {
  /// Every format once; the text of a constant does not count.
  package static let all: [TextFormat] =
    [
      .plain, .template, .identifier, .workflowName, .duration, .cron, .moment, .timezone, .principal, .glob, .cidr,
      .url, .path, .regularExpression, .httpStatus, .script, .constant(""), .reference(.step), .reference(.input),
      .reference(.workflow), .operation, .folder, .route,
    ] + ExpressionRole.allCases.map { .expression($0) } + Directory.Registry.allCases.map { .reference(.registry($0)) }

  /// Whether the whole text is an expression.
  var isExpression: Bool { if case .expression = self { true } else { false } }

  /// The format's place in `all`: a small number, below 64.
  package var number: Int {
    switch self {
    case .plain: 0
    case .template: 1
    case .identifier: 2
    case .workflowName: 3
    case .duration: 4
    case .cron: 5
    case .moment: 6
    case .timezone: 7
    case .principal: 8
    case .glob: 9
    case .cidr: 10
    case .url: 11
    case .path: 12
    case .regularExpression: 13
    case .httpStatus: 14
    case .script: 15
    case .constant: 16
    case .reference(.step): 17
    case .reference(.input): 18
    case .reference(.workflow): 19
    case .operation: 20
    case .folder: 21
    case .route: 22
    case .expression(let role): 23 + role.number
    case .reference(.registry(let registry)): 23 + ExpressionRole.allCases.count + registry.number
    }
  }
}

/// What a name refers to.
package enum ReferenceKind: Hashable, Sendable {
  /// A step of the same workflow.
  case step
  /// An input of the same workflow.
  case input
  /// Another workflow.
  case workflow
  /// A name of one of the directory's registries.
  case registry(Directory.Registry)
}

/// One of a field's allowed values.
package struct Choice: Hashable, Sendable {
  /// The value as it is written.
  package var value: String
  /// What it means.
  package var documentation: String

  /// Makes a choice.
  package init(_ value: String, _ documentation: String = "") {
    self.value = value
    self.documentation = documentation
  }
}

/// What a field's value must be.
package indirect enum FieldType: Sendable {
  /// Any data; its texts may hold interpolations.
  case any
  /// A text.
  case text(TextFormat)
  /// A text, number or boolean that becomes a text: the values of `env`.
  case scalar
  /// One of some words.
  case choice([Choice])
  /// A whole number, from the smallest to the largest one.
  case integer(ClosedRange<Int64>)
  /// A number.
  case number
  /// `true` or `false`.
  case boolean
  /// A list; where the items are texts or words, one text alone is accepted too.
  case list(FieldType)
  /// Free keys with values of one type; keys have the format.
  case map(FieldType, key: TextFormat)
  /// Known keys.
  case object(ObjectRow)
  /// A list of steps.
  case steps
  /// A list of triggers.
  case triggers

  /// What is expected, for messages: "a duration such as 1h30m".
  package var expectation: String {
    switch self {
    case .any: "a value"
    case .text(let format): format.expectation
    case .scalar: "a text, a number or a boolean"
    case .choice(let choices): "one of " + choices.map(\.value).joined(separator: ", ")
    case .integer(let range) where range == Int64.min...Int64.max: "a whole number"
    case .integer(let range) where range.upperBound == Int64.max: "a whole number from \(range.lowerBound)"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number"
    case .boolean: "true or false"
    case .list(let item): "a list of \(item.plural)"
    case .map: "a mapping of names to values"
    case .object(let row): "a mapping with " + row.fields.prefix(6).map(\.name).joined(separator: ", ")
    case .steps: "a list of steps"
    case .triggers: "a list of triggers"
    }
  }

  private var plural: String {
    switch self {
    case .text(.principal): "approvers such as team:platform"
    case .text(.reference(.step)): "step ids"
    case .text(.glob): "globs"
    case .text: "texts"
    case .choice(let choices): choices.map(\.value).joined(separator: ", ")
    case .object: "mappings"
    case .integer, .number: "numbers"
    default: "values"
    }
  }
}

extension TextFormat {
  /// What is expected, for messages.
  package var expectation: String {
    switch self {
    case .plain, .template, .constant, .script: "a text"
    case .identifier: "an id such as apply_eu"
    case .workflowName: "a name such as production-deploy"
    case .duration: "a duration such as 1h30m"
    case .cron: "a cron expression such as \"0 3 * * *\""
    case .timezone: "a time zone such as Europe/Berlin"
    case .moment: "a moment such as 2026-11-20T09:00:00Z"
    case .expression: "a CEL expression"
    case .reference(.step): "a step id"
    case .reference(.input): "an input's name"
    case .reference(.workflow): "a workflow's name"
    case .reference(.registry(let registry)): "the name of \(registry.article) \(registry.rawValue)"
    case .principal: "an approver such as team:platform"
    case .glob: "a glob such as release/*"
    case .cidr: "an address range such as 10.0.0.0/8"
    case .url: "a URL"
    case .path, .folder, .route: "a path"
    case .regularExpression: "a regular expression"
    case .httpStatus: "a status code or class such as 200 or 2xx"
    case .operation: "an interface and a name such as lifecycle.start"
    }
  }
}

extension Directory.Registry {
  fileprivate var article: String { self == .environment || self == .app ? "an" : "a" }
}
