// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Why completions are asked for.
  package struct CompletionTriggerKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// People typed a word's character, or asked.
    package static let invoked = CompletionTriggerKind(rawValue: 1)
    /// People typed a trigger character.
    package static let triggerCharacter = CompletionTriggerKind(rawValue: 2)
    /// The last list was incomplete.
    package static let triggerForIncompleteCompletions = CompletionTriggerKind(rawValue: 3)
  }
}

extension LSP {
  /// Why completions are asked for.
  package struct CompletionContext: Codable, Hashable, Sendable {
    /// Why.
    package var triggerKind: CompletionTriggerKind
    /// Which character.
    package var triggerCharacter: String?

    /// Makes one; what may be absent is absent at first.
    package init(triggerKind: CompletionTriggerKind, triggerCharacter: String? = nil) {
      self.triggerKind = triggerKind
      self.triggerCharacter = triggerCharacter
    }
  }
}

extension LSP {
  /// `textDocument/completion`: what may stand here?
  package struct CompletionParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The cursor.
    package var position: Position
    /// Why it is asked for.
    package var context: CompletionContext?
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, position: Position, context: CompletionContext? = nil,
      workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.position = position
      self.context = context
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// Which picture stands beside a completion.
  package struct CompletionItemKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A text.
    package static let text = CompletionItemKind(rawValue: 1)
    /// A method.
    package static let method = CompletionItemKind(rawValue: 2)
    /// A function.
    package static let function = CompletionItemKind(rawValue: 3)
    /// A field.
    package static let field = CompletionItemKind(rawValue: 5)
    /// A variable.
    package static let variable = CompletionItemKind(rawValue: 6)
    /// A type.
    package static let `class` = CompletionItemKind(rawValue: 7)
    /// A module.
    package static let module = CompletionItemKind(rawValue: 9)
    /// A key.
    package static let property = CompletionItemKind(rawValue: 10)
    /// A unit.
    package static let unit = CompletionItemKind(rawValue: 11)
    /// A value.
    package static let value = CompletionItemKind(rawValue: 12)
    /// An enumeration.
    package static let `enum` = CompletionItemKind(rawValue: 13)
    /// A keyword.
    package static let keyword = CompletionItemKind(rawValue: 14)
    /// A snippet.
    package static let snippet = CompletionItemKind(rawValue: 15)
    /// A colour.
    package static let color = CompletionItemKind(rawValue: 16)
    /// A file.
    package static let file = CompletionItemKind(rawValue: 17)
    /// A reference.
    package static let reference = CompletionItemKind(rawValue: 18)
    /// A folder.
    package static let folder = CompletionItemKind(rawValue: 19)
    /// One value of an enumeration.
    package static let enumMember = CompletionItemKind(rawValue: 20)
    /// A constant.
    package static let constant = CompletionItemKind(rawValue: 21)
    /// An event.
    package static let event = CompletionItemKind(rawValue: 23)
    /// An operator.
    package static let `operator` = CompletionItemKind(rawValue: 24)
  }
}

extension LSP {
  /// How a completion is shown.
  package struct CompletionItemTag: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Struck through.
    package static let deprecated = CompletionItemTag(rawValue: 1)
  }
}

extension LSP {
  /// How the inserted text is read.
  package struct InsertTextFormat: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// As it is.
    package static let plainText = InsertTextFormat(rawValue: 1)
    /// With places to fill in.
    package static let snippet = InsertTextFormat(rawValue: 2)
  }
}

extension LSP {
  /// What happens to the indentation of the inserted lines.
  package struct InsertTextMode: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Nothing.
    package static let asIs = InsertTextMode(rawValue: 1)
    /// The cursor line's is added.
    package static let adjustIndentation = InsertTextMode(rawValue: 2)
  }
}

extension LSP {
  /// What stands beside the label, fainter.
  package struct CompletionItemLabelDetails: Codable, Hashable, Sendable {
    /// Right behind it.
    package var detail: String?
    /// At the line's end.
    package var description: String?

    /// Makes one; what may be absent is absent at first.
    package init(detail: String? = nil, description: String? = nil) {
      self.detail = detail
      self.description = description
    }
  }
}

extension LSP {
  /// One thing that may stand here.
  package struct CompletionItem: Codable, Hashable, Sendable {
    /// What people read.
    package var label: String
    /// What stands beside it.
    package var labelDetails: CompletionItemLabelDetails?
    /// Its picture.
    package var kind: CompletionItemKind?
    /// How it is shown.
    package var tags: [CompletionItemTag]?
    /// One more line.
    package var detail: String?
    /// What it is.
    package var documentation: Documentation?
    /// For clients without tags.
    package var deprecated: Bool?
    /// Whether it is selected at first.
    package var preselect: Bool?
    /// Its place in the list; the label where absent.
    package var sortText: String?
    /// What is compared with the typed text; the label where absent.
    package var filterText: String?
    /// What is inserted where there is no `textEdit`.
    package var insertText: String?
    /// How the inserted text is read.
    package var insertTextFormat: InsertTextFormat?
    /// What happens to its indentation.
    package var insertTextMode: InsertTextMode?
    /// What is inserted, and in whose place, on the cursor's line.
    package var textEdit: CompletionEdit?
    /// What is inserted in place of the list's `editRange`; the label where absent.
    package var textEditText: String?
    /// Edits elsewhere, away from the cursor.
    package var additionalTextEdits: [TextEdit]?
    /// Characters that accept it.
    package var commitCharacters: [String]?
    /// What is executed afterwards.
    package var command: Command?
    /// What the server wants back in `completionItem/resolve`.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      label: String, labelDetails: CompletionItemLabelDetails? = nil, kind: CompletionItemKind? = nil,
      tags: [CompletionItemTag]? = nil, detail: String? = nil, documentation: Documentation? = nil,
      deprecated: Bool? = nil, preselect: Bool? = nil, sortText: String? = nil, filterText: String? = nil,
      insertText: String? = nil, insertTextFormat: InsertTextFormat? = nil, insertTextMode: InsertTextMode? = nil,
      textEdit: CompletionEdit? = nil, textEditText: String? = nil, additionalTextEdits: [TextEdit]? = nil,
      commitCharacters: [String]? = nil, command: Command? = nil, data: JSONValue? = nil
    ) {
      self.label = label
      self.labelDetails = labelDetails
      self.kind = kind
      self.tags = tags
      self.detail = detail
      self.documentation = documentation
      self.deprecated = deprecated
      self.preselect = preselect
      self.sortText = sortText
      self.filterText = filterText
      self.insertText = insertText
      self.insertTextFormat = insertTextFormat
      self.insertTextMode = insertTextMode
      self.textEdit = textEdit
      self.textEditText = textEditText
      self.additionalTextEdits = additionalTextEdits
      self.commitCharacters = commitCharacters
      self.command = command
      self.data = data
    }
  }
}

extension LSP {
  /// What the items of a list have in common.
  package struct CompletionItemDefaults: Codable, Hashable, Sendable {
    /// What they replace; the text is an item's `textEditText`, else its label.
    package var editRange: CompletionEditRange?

    /// Makes one.
    package init(editRange: CompletionEditRange? = nil) { self.editRange = editRange }
  }

  /// What a completion replaces.
  package enum CompletionEditRange: Codable, Hashable, Sendable {
    /// One range.
    case replace(Range)
    /// What is replaced where the text is inserted, or where it replaces what is behind the cursor.
    case insertOrReplace(insert: Range, replace: Range)

    private enum CodingKeys: String, CodingKey { case insert, replace }

    /// Reads a range or two.
    package init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      if members.contains(.insert) {
        self = .insertOrReplace(
          insert: try members.decode(Range.self, forKey: .insert),
          replace: try members.decode(Range.self, forKey: .replace))
      } else {
        self = .replace(try Range(from: decoder))
      }
    }

    /// Writes a range or two.
    package func encode(to encoder: any Encoder) throws {
      switch self {
      case .replace(let range): try range.encode(to: encoder)
      case .insertOrReplace(let insert, let replace):
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(insert, forKey: .insert)
        try members.encode(replace, forKey: .replace)
      }
    }
  }

  /// What may stand here.
  package struct CompletionList: Codable, Hashable, Sendable {
    /// Whether to ask again when more is typed.
    package var isIncomplete: Bool
    /// What items have that do not say otherwise; only for a client that knows it.
    package var itemDefaults: CompletionItemDefaults?
    /// The completions.
    package var items: [CompletionItem]

    /// Makes one.
    package init(isIncomplete: Bool, itemDefaults: CompletionItemDefaults? = nil, items: [CompletionItem]) {
      self.isIncomplete = isIncomplete
      self.itemDefaults = itemDefaults
      self.items = items
    }
  }
}
