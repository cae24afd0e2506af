// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What the client does with a completion.
  package struct CompletionItemClientCapabilities: Codable, Hashable, Sendable {
    /// Snippets.
    package var snippetSupport: Bool?
    /// Characters that accept it.
    package var commitCharactersSupport: Bool?
    /// Languages of texts, best first.
    package var documentationFormat: [MarkupKind]?
    /// The member `deprecated`.
    package var deprecatedSupport: Bool?
    /// The member `preselect`.
    package var preselectSupport: Bool?
    /// Tags.
    package var tagSupport: IntegerValueSet?
    /// Two ranges, to insert and to replace.
    package var insertReplaceSupport: Bool?
    /// What it can ask for later.
    package var resolveSupport: ResolveSupport?
    /// How it treats the indentation of what is inserted.
    package var insertTextModeSupport: IntegerValueSet?
    /// Details beside the label.
    package var labelDetailsSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      snippetSupport: Bool? = nil, commitCharactersSupport: Bool? = nil, documentationFormat: [MarkupKind]? = nil,
      deprecatedSupport: Bool? = nil, preselectSupport: Bool? = nil, tagSupport: IntegerValueSet? = nil,
      insertReplaceSupport: Bool? = nil, resolveSupport: ResolveSupport? = nil,
      insertTextModeSupport: IntegerValueSet? = nil, labelDetailsSupport: Bool? = nil
    ) {
      self.snippetSupport = snippetSupport
      self.commitCharactersSupport = commitCharactersSupport
      self.documentationFormat = documentationFormat
      self.deprecatedSupport = deprecatedSupport
      self.preselectSupport = preselectSupport
      self.tagSupport = tagSupport
      self.insertReplaceSupport = insertReplaceSupport
      self.resolveSupport = resolveSupport
      self.insertTextModeSupport = insertTextModeSupport
      self.labelDetailsSupport = labelDetailsSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      snippetSupport = members?.lenient(.snippetSupport)
      commitCharactersSupport = members?.lenient(.commitCharactersSupport)
      documentationFormat = members?.lenient(.documentationFormat)
      deprecatedSupport = members?.lenient(.deprecatedSupport)
      preselectSupport = members?.lenient(.preselectSupport)
      tagSupport = members?.lenient(.tagSupport)
      insertReplaceSupport = members?.lenient(.insertReplaceSupport)
      resolveSupport = members?.lenient(.resolveSupport)
      insertTextModeSupport = members?.lenient(.insertTextModeSupport)
      labelDetailsSupport = members?.lenient(.labelDetailsSupport)
    }
  }
}

extension LSP {
  /// What the client does with a list of completions.
  package struct CompletionListClientCapabilities: Codable, Hashable, Sendable {
    /// Members that may be given once for all.
    package var itemDefaults: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(itemDefaults: [String]? = nil) {
      self.itemDefaults = itemDefaults
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      itemDefaults = members?.lenient(.itemDefaults)
    }
  }
}

extension LSP {
  /// What the client does with completions.
  package struct CompletionClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// With one.
    package var completionItem: CompletionItemClientCapabilities?
    /// Kinds beyond the first 18.
    package var completionItemKind: IntegerValueSet?
    /// Whether it tells why it asks.
    package var contextSupport: Bool?
    /// With a list.
    package var completionList: CompletionListClientCapabilities?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, completionItem: CompletionItemClientCapabilities? = nil,
      completionItemKind: IntegerValueSet? = nil, contextSupport: Bool? = nil,
      completionList: CompletionListClientCapabilities? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.completionItem = completionItem
      self.completionItemKind = completionItemKind
      self.contextSupport = contextSupport
      self.completionList = completionList
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      completionItem = members?.lenient(.completionItem)
      completionItemKind = members?.lenient(.completionItemKind)
      contextSupport = members?.lenient(.contextSupport)
      completionList = members?.lenient(.completionList)
    }
  }
}
