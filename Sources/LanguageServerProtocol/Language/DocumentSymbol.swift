// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Which picture stands beside a symbol.
  package struct SymbolKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A file.
    package static let file = SymbolKind(rawValue: 1)
    /// A module.
    package static let module = SymbolKind(rawValue: 2)
    /// A namespace.
    package static let namespace = SymbolKind(rawValue: 3)
    /// A package.
    package static let package = SymbolKind(rawValue: 4)
    /// A type.
    package static let `class` = SymbolKind(rawValue: 5)
    /// A method.
    package static let method = SymbolKind(rawValue: 6)
    /// A key.
    package static let property = SymbolKind(rawValue: 7)
    /// A field.
    package static let field = SymbolKind(rawValue: 8)
    /// An enumeration.
    package static let `enum` = SymbolKind(rawValue: 10)
    /// An interface.
    package static let interface = SymbolKind(rawValue: 11)
    /// A function.
    package static let function = SymbolKind(rawValue: 12)
    /// A variable.
    package static let variable = SymbolKind(rawValue: 13)
    /// A constant.
    package static let constant = SymbolKind(rawValue: 14)
    /// A string.
    package static let string = SymbolKind(rawValue: 15)
    /// A number.
    package static let number = SymbolKind(rawValue: 16)
    /// A truth value.
    package static let boolean = SymbolKind(rawValue: 17)
    /// A list.
    package static let array = SymbolKind(rawValue: 18)
    /// A mapping.
    package static let object = SymbolKind(rawValue: 19)
    /// A key.
    package static let key = SymbolKind(rawValue: 20)
    /// Nothing.
    package static let null = SymbolKind(rawValue: 21)
    /// One value of an enumeration.
    package static let enumMember = SymbolKind(rawValue: 22)
    /// A structure.
    package static let `struct` = SymbolKind(rawValue: 23)
    /// An event.
    package static let event = SymbolKind(rawValue: 24)
    /// An operator.
    package static let `operator` = SymbolKind(rawValue: 25)
    /// A type parameter.
    package static let typeParameter = SymbolKind(rawValue: 26)
  }
}

extension LSP {
  /// How a symbol is shown.
  package struct SymbolTag: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Struck through.
    package static let deprecated = SymbolTag(rawValue: 1)
  }
}

extension LSP {
  /// `textDocument/documentSymbol`: what is in this document?
  package struct DocumentSymbolParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// A symbol with those inside it.
  package struct DocumentSymbol: Codable, Hashable, Sendable {
    /// Its name; never empty.
    package var name: String
    /// What stands beside it.
    package var detail: String?
    /// Its picture.
    package var kind: SymbolKind
    /// How it is shown.
    package var tags: [SymbolTag]?
    /// All of it.
    package var range: Range
    /// Its name, inside `range`.
    package var selectionRange: Range
    /// Those inside it.
    package var children: [DocumentSymbol]?

    /// Makes one; what may be absent is absent at first.
    package init(
      name: String, detail: String? = nil, kind: SymbolKind, tags: [SymbolTag]? = nil, range: Range,
      selectionRange: Range, children: [DocumentSymbol]? = nil
    ) {
      self.name = name
      self.detail = detail
      self.kind = kind
      self.tags = tags
      self.range = range
      self.selectionRange = selectionRange
      self.children = children
    }
  }
}

extension LSP {
  /// A symbol in a flat list, for clients that know no trees.
  package struct SymbolInformation: Codable, Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its picture.
    package var kind: SymbolKind
    /// How it is shown.
    package var tags: [SymbolTag]?
    /// Where it is.
    package var location: Location
    /// The name of the symbol around it.
    package var containerName: String?

    /// Makes one; what may be absent is absent at first.
    package init(
      name: String, kind: SymbolKind, tags: [SymbolTag]? = nil, location: Location, containerName: String? = nil
    ) {
      self.name = name
      self.kind = kind
      self.tags = tags
      self.location = location
      self.containerName = containerName
    }
  }
}
