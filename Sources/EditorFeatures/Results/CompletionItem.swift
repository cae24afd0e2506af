// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What a completion stands for; editors draw a picture of it.
package enum CompletionKind: String, Hashable, Sendable, CaseIterable {
  /// A key of a mapping.
  case key
  /// A whole step, trigger or approval with places to fill in.
  case snippet
  /// One of the values that a field allows.
  case enumValue
  /// A plain value: a time zone, a number, a schedule.
  case value
  /// The id of a step.
  case step
  /// A type of step.
  case stepType
  /// Another workflow.
  case workflow
  /// A person, a team or a role.
  case principal
  /// An entry of the directory: project, target, environment, secret, channel.
  case directoryEntry
  /// A variable in an expression.
  case variable
  /// A function in an expression.
  case function
  /// A member of a value in an expression.
  case member
  /// A word of a language: `true`, `in`.
  case keyword
  /// A file or folder.
  case file
}

/// One thing that may stand at the cursor.
package struct CompletionItem: Hashable, Sendable {
  /// What people read in the list.
  package var label: String
  /// What it stands for.
  package var kind: CompletionKind
  /// One line about it: a type, the file that it is from.
  package var detail: String?
  /// What it is, as Markdown; nil where `resolveKey` gives it later.
  package var documentation: String?
  /// What is inserted as it is, and the bytes that go: on the cursor's line, around the cursor.
  package var edit: TextEdit
  /// What is inserted in place of `edit.replacement` by editors that know snippets: `$1` and `${1:name}` are places to
  /// fill in; its lines carry their final indentation.
  package var snippet: String?
  /// Edits elsewhere, away from the cursor: they do not touch `edit`.
  package var additionalEdits: [TextEdit]
  /// What is compared with the typed text; nil for the label.
  package var filterText: String?
  /// Its place in the list: lower comes first, the label decides between equals.
  package var rank: Int
  /// Whether it is selected at first.
  package var isPreselected: Bool
  /// Whether it is shown struck through.
  package var isDeprecated: Bool
  /// Characters that accept it when typed.
  package var commitCharacters: [String]
  /// Asks for the documentation later; must mean the same in later versions of the document.
  package var resolveKey: String?

  /// Makes an item.
  package init(
    label: String, kind: CompletionKind, detail: String? = nil, documentation: String? = nil, edit: TextEdit,
    snippet: String? = nil, additionalEdits: [TextEdit] = [], filterText: String? = nil, rank: Int = 0,
    isPreselected: Bool = false, isDeprecated: Bool = false, commitCharacters: [String] = [],
    resolveKey: String? = nil
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.documentation = documentation
    self.edit = edit
    self.snippet = snippet
    self.additionalEdits = additionalEdits
    self.filterText = filterText
    self.rank = rank
    self.isPreselected = isPreselected
    self.isDeprecated = isDeprecated
    self.commitCharacters = commitCharacters
    self.resolveKey = resolveKey
  }
}

/// What may stand at the cursor.
package struct CompletionResult: Hashable, Sendable {
  /// The items.
  package var items: [CompletionItem]
  /// Whether typing more could bring items that are not among them.
  package var isIncomplete: Bool

  /// Makes a result.
  package init(_ items: [CompletionItem] = [], isIncomplete: Bool = false) {
    self.items = items
    self.isIncomplete = isIncomplete
  }
}
