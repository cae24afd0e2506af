// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What the client can do in documents.
  package struct TextDocumentClientCapabilities: Codable, Hashable, Sendable {
    /// About opening and saving.
    package var synchronization: SynchronizationClientCapabilities?
    /// About pushed findings.
    package var publishDiagnostics: PublishDiagnosticsClientCapabilities?
    /// About pulled findings.
    package var diagnostic: DiagnosticClientCapabilities?
    /// About hovers.
    package var hover: HoverClientCapabilities?
    /// About completion.
    package var completion: CompletionClientCapabilities?
    /// About signatures.
    package var signatureHelp: SignatureHelpClientCapabilities?
    /// About definitions.
    package var definition: LinkClientCapabilities?
    /// About declarations.
    package var declaration: LinkClientCapabilities?
    /// Definitions of types.
    package var typeDefinition: LinkClientCapabilities?
    /// What stands for something elsewhere.
    package var implementation: LinkClientCapabilities?
    /// About outlines.
    package var documentSymbol: DocumentSymbolClientCapabilities?
    /// About code actions.
    package var codeAction: CodeActionClientCapabilities?
    /// About renaming.
    package var rename: RenameClientCapabilities?
    /// About folding.
    package var foldingRange: FoldingRangeClientCapabilities?
    /// About semantic tokens.
    package var semanticTokens: SemanticTokensClientCapabilities?
    /// About inlay hints.
    package var inlayHint: InlayHintClientCapabilities?
    /// About code lenses.
    package var codeLens: DynamicRegistration?
    /// About formatting.
    package var formatting: DynamicRegistration?
    /// About references.
    package var references: DynamicRegistration?

    /// Makes one; what may be absent is absent at first.
    package init(
      synchronization: SynchronizationClientCapabilities? = nil,
      publishDiagnostics: PublishDiagnosticsClientCapabilities? = nil, diagnostic: DiagnosticClientCapabilities? = nil,
      hover: HoverClientCapabilities? = nil, completion: CompletionClientCapabilities? = nil,
      signatureHelp: SignatureHelpClientCapabilities? = nil, definition: LinkClientCapabilities? = nil,
      declaration: LinkClientCapabilities? = nil,
      typeDefinition: LinkClientCapabilities? = nil, implementation: LinkClientCapabilities? = nil,
      documentSymbol: DocumentSymbolClientCapabilities? = nil,
      codeAction: CodeActionClientCapabilities? = nil, rename: RenameClientCapabilities? = nil,
      foldingRange: FoldingRangeClientCapabilities? = nil, semanticTokens: SemanticTokensClientCapabilities? = nil,
      inlayHint: InlayHintClientCapabilities? = nil, codeLens: DynamicRegistration? = nil,
      formatting: DynamicRegistration? = nil, references: DynamicRegistration? = nil
    ) {
      self.synchronization = synchronization
      self.publishDiagnostics = publishDiagnostics
      self.diagnostic = diagnostic
      self.hover = hover
      self.completion = completion
      self.signatureHelp = signatureHelp
      self.definition = definition
      self.declaration = declaration
      self.typeDefinition = typeDefinition
      self.implementation = implementation
      self.documentSymbol = documentSymbol
      self.codeAction = codeAction
      self.rename = rename
      self.foldingRange = foldingRange
      self.semanticTokens = semanticTokens
      self.inlayHint = inlayHint
      self.codeLens = codeLens
      self.formatting = formatting
      self.references = references
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      synchronization = members?.lenient(.synchronization)
      publishDiagnostics = members?.lenient(.publishDiagnostics)
      diagnostic = members?.lenient(.diagnostic)
      hover = members?.lenient(.hover)
      completion = members?.lenient(.completion)
      signatureHelp = members?.lenient(.signatureHelp)
      definition = members?.lenient(.definition)
      declaration = members?.lenient(.declaration)
      typeDefinition = members?.lenient(.typeDefinition)
      implementation = members?.lenient(.implementation)
      documentSymbol = members?.lenient(.documentSymbol)
      codeAction = members?.lenient(.codeAction)
      rename = members?.lenient(.rename)
      foldingRange = members?.lenient(.foldingRange)
      semanticTokens = members?.lenient(.semanticTokens)
      inlayHint = members?.lenient(.inlayHint)
      codeLens = members?.lenient(.codeLens)
      formatting = members?.lenient(.formatting)
      references = members?.lenient(.references)
    }
  }
}

extension LSP {
  /// Which events of a document the client tells.
  package struct SynchronizationClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Before saving.
    package var willSave: Bool?
    /// Before saving, waiting for edits.
    package var willSaveWaitUntil: Bool?
    /// After saving.
    package var didSave: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, willSave: Bool? = nil, willSaveWaitUntil: Bool? = nil, didSave: Bool? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.willSave = willSave
      self.willSaveWaitUntil = willSaveWaitUntil
      self.didSave = didSave
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      willSave = members?.lenient(.willSave)
      willSaveWaitUntil = members?.lenient(.willSaveWaitUntil)
      didSave = members?.lenient(.didSave)
    }
  }
}

extension LSP {
  /// Numbers that the client knows.
  package struct IntegerValueSet: Codable, Hashable, Sendable {
    /// The numbers.
    package var valueSet: [Int]?

    /// Makes one; what may be absent is absent at first.
    package init(valueSet: [Int]? = nil) {
      self.valueSet = valueSet
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      valueSet = members?.lenient(.valueSet)
    }
  }
}

extension LSP {
  /// Strings that the client knows.
  package struct StringValueSet: Codable, Hashable, Sendable {
    /// The strings.
    package var valueSet: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(valueSet: [String]? = nil) {
      self.valueSet = valueSet
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      valueSet = members?.lenient(.valueSet)
    }
  }
}

extension LSP {
  /// Members that the client can ask for later.
  package struct ResolveSupport: Codable, Hashable, Sendable {
    /// Their names.
    package var properties: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(properties: [String]? = nil) {
      self.properties = properties
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      properties = members?.lenient(.properties)
    }
  }
}

extension LSP {
  /// What the client shows of pushed findings.
  package struct PublishDiagnosticsClientCapabilities: Codable, Hashable, Sendable {
    /// Other places.
    package var relatedInformation: Bool?
    /// Tags.
    package var tagSupport: IntegerValueSet?
    /// Versions.
    package var versionSupport: Bool?
    /// Where a code is explained.
    package var codeDescriptionSupport: Bool?
    /// Whether it sends `data` back.
    package var dataSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      relatedInformation: Bool? = nil, tagSupport: IntegerValueSet? = nil, versionSupport: Bool? = nil,
      codeDescriptionSupport: Bool? = nil, dataSupport: Bool? = nil
    ) {
      self.relatedInformation = relatedInformation
      self.tagSupport = tagSupport
      self.versionSupport = versionSupport
      self.codeDescriptionSupport = codeDescriptionSupport
      self.dataSupport = dataSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      relatedInformation = members?.lenient(.relatedInformation)
      tagSupport = members?.lenient(.tagSupport)
      versionSupport = members?.lenient(.versionSupport)
      codeDescriptionSupport = members?.lenient(.codeDescriptionSupport)
      dataSupport = members?.lenient(.dataSupport)
    }
  }
}

extension LSP {
  /// What the client can do with pulled findings.
  package struct DiagnosticClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Findings of other documents.
    package var relatedDocumentSupport: Bool?
    /// Other places.
    package var relatedInformation: Bool?
    /// Tags.
    package var tagSupport: IntegerValueSet?
    /// Where a code is explained.
    package var codeDescriptionSupport: Bool?
    /// Whether it sends `data` back.
    package var dataSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, relatedDocumentSupport: Bool? = nil, relatedInformation: Bool? = nil,
      tagSupport: IntegerValueSet? = nil, codeDescriptionSupport: Bool? = nil, dataSupport: Bool? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.relatedDocumentSupport = relatedDocumentSupport
      self.relatedInformation = relatedInformation
      self.tagSupport = tagSupport
      self.codeDescriptionSupport = codeDescriptionSupport
      self.dataSupport = dataSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      relatedDocumentSupport = members?.lenient(.relatedDocumentSupport)
      relatedInformation = members?.lenient(.relatedInformation)
      tagSupport = members?.lenient(.tagSupport)
      codeDescriptionSupport = members?.lenient(.codeDescriptionSupport)
      dataSupport = members?.lenient(.dataSupport)
    }
  }
}

extension LSP {
  /// What the client shows in hovers.
  package struct HoverClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Languages of texts, best first.
    package var contentFormat: [MarkupKind]?

    /// Makes one; what may be absent is absent at first.
    package init(dynamicRegistration: Bool? = nil, contentFormat: [MarkupKind]? = nil) {
      self.dynamicRegistration = dynamicRegistration
      self.contentFormat = contentFormat
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      contentFormat = members?.lenient(.contentFormat)
    }
  }
}

extension LSP {
  /// What the client does with targets.
  package struct LinkClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Whether it takes `LocationLink`.
    package var linkSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(dynamicRegistration: Bool? = nil, linkSupport: Bool? = nil) {
      self.dynamicRegistration = dynamicRegistration
      self.linkSupport = linkSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      linkSupport = members?.lenient(.linkSupport)
    }
  }
}

extension LSP {
  /// What the client shows in outlines.
  package struct DocumentSymbolClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Kinds beyond the first 18.
    package var symbolKind: IntegerValueSet?
    /// Trees.
    package var hierarchicalDocumentSymbolSupport: Bool?
    /// Tags.
    package var tagSupport: IntegerValueSet?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, symbolKind: IntegerValueSet? = nil,
      hierarchicalDocumentSymbolSupport: Bool? = nil, tagSupport: IntegerValueSet? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.symbolKind = symbolKind
      self.hierarchicalDocumentSymbolSupport = hierarchicalDocumentSymbolSupport
      self.tagSupport = tagSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      symbolKind = members?.lenient(.symbolKind)
      hierarchicalDocumentSymbolSupport = members?.lenient(.hierarchicalDocumentSymbolSupport)
      tagSupport = members?.lenient(.tagSupport)
    }
  }
}

extension LSP {
  /// Kinds of code actions that the client knows.
  package struct CodeActionLiteralSupport: Codable, Hashable, Sendable {
    /// The kinds.
    package var codeActionKind: StringValueSet?

    /// Makes one; what may be absent is absent at first.
    package init(codeActionKind: StringValueSet? = nil) {
      self.codeActionKind = codeActionKind
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      codeActionKind = members?.lenient(.codeActionKind)
    }
  }
}

extension LSP {
  /// What the client does with code actions.
  package struct CodeActionClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Whether it takes code actions, not only commands.
    package var codeActionLiteralSupport: CodeActionLiteralSupport?
    /// Whether it knows a preferred one.
    package var isPreferredSupport: Bool?
    /// Whether it shows disabled ones.
    package var disabledSupport: Bool?
    /// Whether it keeps `data` until it resolves.
    package var dataSupport: Bool?
    /// What it can ask for later.
    package var resolveSupport: ResolveSupport?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, codeActionLiteralSupport: CodeActionLiteralSupport? = nil,
      isPreferredSupport: Bool? = nil, disabledSupport: Bool? = nil, dataSupport: Bool? = nil,
      resolveSupport: ResolveSupport? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.codeActionLiteralSupport = codeActionLiteralSupport
      self.isPreferredSupport = isPreferredSupport
      self.disabledSupport = disabledSupport
      self.dataSupport = dataSupport
      self.resolveSupport = resolveSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      codeActionLiteralSupport = members?.lenient(.codeActionLiteralSupport)
      isPreferredSupport = members?.lenient(.isPreferredSupport)
      disabledSupport = members?.lenient(.disabledSupport)
      dataSupport = members?.lenient(.dataSupport)
      resolveSupport = members?.lenient(.resolveSupport)
    }
  }
}

extension LSP {
  /// What the client does when it renames.
  package struct RenameClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Whether it asks first what can be renamed.
    package var prepareSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(dynamicRegistration: Bool? = nil, prepareSupport: Bool? = nil) {
      self.dynamicRegistration = dynamicRegistration
      self.prepareSupport = prepareSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      prepareSupport = members?.lenient(.prepareSupport)
    }
  }
}

extension LSP {
  /// What the client can fold.
  package struct FoldingRangeClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// How many ranges it wants at most.
    package var rangeLimit: Int?
    /// Whether it folds whole lines only.
    package var lineFoldingOnly: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(dynamicRegistration: Bool? = nil, rangeLimit: Int? = nil, lineFoldingOnly: Bool? = nil) {
      self.dynamicRegistration = dynamicRegistration
      self.rangeLimit = rangeLimit
      self.lineFoldingOnly = lineFoldingOnly
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      rangeLimit = members?.lenient(.rangeLimit)
      lineFoldingOnly = members?.lenient(.lineFoldingOnly)
    }
  }
}

extension LSP {
  /// What the client shows of semantic tokens.
  package struct SemanticTokensClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Types that it knows.
    package var tokenTypes: [String]?
    /// Modifiers that it knows.
    package var tokenModifiers: [String]?
    /// Whether tokens may overlap.
    package var overlappingTokenSupport: Bool?
    /// Whether tokens may span lines.
    package var multilineTokenSupport: Bool?
    /// Whether they go on top of a grammar's.
    package var augmentsSyntaxTokens: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, tokenTypes: [String]? = nil, tokenModifiers: [String]? = nil,
      overlappingTokenSupport: Bool? = nil, multilineTokenSupport: Bool? = nil, augmentsSyntaxTokens: Bool? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.tokenTypes = tokenTypes
      self.tokenModifiers = tokenModifiers
      self.overlappingTokenSupport = overlappingTokenSupport
      self.multilineTokenSupport = multilineTokenSupport
      self.augmentsSyntaxTokens = augmentsSyntaxTokens
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      tokenTypes = members?.lenient(.tokenTypes)
      tokenModifiers = members?.lenient(.tokenModifiers)
      overlappingTokenSupport = members?.lenient(.overlappingTokenSupport)
      multilineTokenSupport = members?.lenient(.multilineTokenSupport)
      augmentsSyntaxTokens = members?.lenient(.augmentsSyntaxTokens)
    }
  }
}

extension LSP {
  /// What the client does with inlay hints.
  package struct InlayHintClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// What it can ask for later.
    package var resolveSupport: ResolveSupport?

    /// Makes one; what may be absent is absent at first.
    package init(dynamicRegistration: Bool? = nil, resolveSupport: ResolveSupport? = nil) {
      self.dynamicRegistration = dynamicRegistration
      self.resolveSupport = resolveSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      resolveSupport = members?.lenient(.resolveSupport)
    }
  }
}
