// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// How changes of a text are sent.
  package struct TextDocumentSyncKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Not at all.
    package static let none = TextDocumentSyncKind(rawValue: 0)
    /// As the whole text.
    package static let full = TextDocumentSyncKind(rawValue: 1)
    /// As edits.
    package static let incremental = TextDocumentSyncKind(rawValue: 2)
  }
}

extension LSP {
  /// What comes with `didSave`.
  package struct SaveOptions: Codable, Hashable, Sendable {
    /// Whether the text does.
    package var includeText: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(includeText: Bool? = nil) {
      self.includeText = includeText
    }
  }
}

extension LSP {
  /// Which events of a document the server wants.
  package struct TextDocumentSyncOptions: Codable, Hashable, Sendable {
    /// Opening and closing.
    package var openClose: Bool?
    /// Changes.
    package var change: TextDocumentSyncKind?
    /// Before saving.
    package var willSave: Bool?
    /// Before saving, with edits as the answer.
    package var willSaveWaitUntil: Bool?
    /// After saving.
    package var save: SaveOptions?

    /// Makes one; what may be absent is absent at first.
    package init(
      openClose: Bool? = nil, change: TextDocumentSyncKind? = nil, willSave: Bool? = nil,
      willSaveWaitUntil: Bool? = nil, save: SaveOptions? = nil
    ) {
      self.openClose = openClose
      self.change = change
      self.willSave = willSave
      self.willSaveWaitUntil = willSaveWaitUntil
      self.save = save
    }
  }
}

extension LSP {
  /// What the server does with a completion.
  package struct CompletionItemOptions: Codable, Hashable, Sendable {
    /// Details beside the label.
    package var labelDetailsSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(labelDetailsSupport: Bool? = nil) {
      self.labelDetailsSupport = labelDetailsSupport
    }
  }
}

extension LSP {
  /// How the server completes.
  package struct CompletionOptions: Codable, Hashable, Sendable {
    /// Characters, besides those of words, that ask.
    package var triggerCharacters: [String]?
    /// Characters that accept.
    package var allCommitCharacters: [String]?
    /// Whether details can be asked for later.
    package var resolveProvider: Bool?
    /// Of one.
    package var completionItem: CompletionItemOptions?

    /// Makes one; what may be absent is absent at first.
    package init(
      triggerCharacters: [String]? = nil, allCommitCharacters: [String]? = nil, resolveProvider: Bool? = nil,
      completionItem: CompletionItemOptions? = nil
    ) {
      self.triggerCharacters = triggerCharacters
      self.allCommitCharacters = allCommitCharacters
      self.resolveProvider = resolveProvider
      self.completionItem = completionItem
    }
  }
}

extension LSP {
  /// When the server shows signatures.
  package struct SignatureHelpOptions: Codable, Hashable, Sendable {
    /// Characters that ask.
    package var triggerCharacters: [String]?
    /// Characters that ask again while one is shown.
    package var retriggerCharacters: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(triggerCharacters: [String]? = nil, retriggerCharacters: [String]? = nil) {
      self.triggerCharacters = triggerCharacters
      self.retriggerCharacters = retriggerCharacters
    }
  }
}

extension LSP {
  /// How code actions are provided.
  package enum CodeActionProvider: Codable, Hashable, Sendable {
    /// They are, and nothing more is said: for a client that takes commands alone.
    case plain
    /// They are, with options, which a client must know literals for.
    case options(CodeActionOptions)

    /// Reads `true` or options.
    package init(from decoder: any Decoder) throws {
      if (try? decoder.singleValueContainer().decode(Bool.self)) != nil {
        self = .plain
      } else {
        self = .options(try CodeActionOptions(from: decoder))
      }
    }

    /// Writes `true` or options.
    package func encode(to encoder: any Encoder) throws {
      switch self {
      case .plain:
        var container = encoder.singleValueContainer()
        try container.encode(true)
      case .options(let options): try options.encode(to: encoder)
      }
    }
  }

  /// Which code actions there are.
  package struct CodeActionOptions: Codable, Hashable, Sendable {
    /// Their kinds.
    package var codeActionKinds: [CodeActionKind]?
    /// Whether their edits can be asked for later.
    package var resolveProvider: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(codeActionKinds: [CodeActionKind]? = nil, resolveProvider: Bool? = nil) {
      self.codeActionKinds = codeActionKinds
      self.resolveProvider = resolveProvider
    }
  }
}

extension LSP {
  /// A feature with details.
  package struct ResolveOptions: Codable, Hashable, Sendable {
    /// Whether details can be asked for later.
    package var resolveProvider: Bool?
    /// Whether work is reported on under the client's token.
    package var workDoneProgress: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(resolveProvider: Bool? = nil, workDoneProgress: Bool? = nil) {
      self.resolveProvider = resolveProvider
      self.workDoneProgress = workDoneProgress
    }
  }
}

extension LSP {
  /// A feature that may take long.
  package struct WorkDoneOptions: Codable, Hashable, Sendable {
    /// Whether work is reported on under the client's token.
    package var workDoneProgress: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(workDoneProgress: Bool? = nil) { self.workDoneProgress = workDoneProgress }
  }
}

extension LSP {
  /// When the server formats while people type.
  package struct DocumentOnTypeFormattingOptions: Codable, Hashable, Sendable {
    /// A character after which it does.
    package var firstTriggerCharacter: String
    /// More of them.
    package var moreTriggerCharacter: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(firstTriggerCharacter: String, moreTriggerCharacter: [String]? = nil) {
      self.firstTriggerCharacter = firstTriggerCharacter
      self.moreTriggerCharacter = moreTriggerCharacter
    }
  }
}

extension LSP {
  /// How the server formats parts of documents.
  package struct DocumentRangeFormattingOptions: Codable, Hashable, Sendable {
    /// Whether several parts at once.
    package var rangesSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(rangesSupport: Bool? = nil) {
      self.rangesSupport = rangesSupport
    }
  }
}

extension LSP {
  /// How the server renames.
  package struct RenameOptions: Codable, Hashable, Sendable {
    /// Whether it says first what can be renamed.
    package var prepareProvider: Bool?
    /// Whether work is reported on under the client's token.
    package var workDoneProgress: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(prepareProvider: Bool? = nil, workDoneProgress: Bool? = nil) {
      self.prepareProvider = prepareProvider
      self.workDoneProgress = workDoneProgress
    }
  }
}

extension LSP {
  /// What can be executed.
  package struct ExecuteCommandOptions: Codable, Hashable, Sendable {
    /// The commands' identifiers.
    package var commands: [String]
    /// Whether work is reported on under the client's token.
    package var workDoneProgress: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(commands: [String], workDoneProgress: Bool? = nil) {
      self.commands = commands
      self.workDoneProgress = workDoneProgress
    }
  }
}

extension LSP {
  /// How findings are pulled.
  package struct DiagnosticOptions: Codable, Hashable, Sendable {
    /// The provider's identifier.
    package var identifier: String?
    /// Whether an edit here may change findings elsewhere.
    package var interFileDependencies: Bool
    /// Whether all documents' can be pulled at once.
    package var workspaceDiagnostics: Bool
    /// Whether work is reported on under the client's token.
    package var workDoneProgress: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      identifier: String? = nil, interFileDependencies: Bool, workspaceDiagnostics: Bool, workDoneProgress: Bool? = nil
    ) {
      self.workDoneProgress = workDoneProgress
      self.identifier = identifier
      self.interFileDependencies = interFileDependencies
      self.workspaceDiagnostics = workspaceDiagnostics
    }
  }
}

extension LSP {
  /// What the numbers of semantic tokens mean.
  package struct SemanticTokensLegend: Codable, Hashable, Sendable {
    /// Types by index.
    package var tokenTypes: [String]
    /// Modifiers by bit.
    package var tokenModifiers: [String]

    /// Makes one.
    package init(tokenTypes: [String], tokenModifiers: [String]) {
      self.tokenTypes = tokenTypes
      self.tokenModifiers = tokenModifiers
    }
  }
}

extension LSP {
  /// How the tokens of whole documents are served.
  package struct SemanticTokensFullOptions: Codable, Hashable, Sendable {
    /// Whether as changes of the last answer.
    package var delta: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(delta: Bool? = nil) {
      self.delta = delta
    }
  }
}

extension LSP {
  /// Which semantic tokens there are.
  package struct SemanticTokensOptions: Codable, Hashable, Sendable {
    /// What their numbers mean.
    package var legend: SemanticTokensLegend
    /// Whether those of a range can be asked for.
    package var range: Bool?
    /// Whether those of whole documents can.
    package var full: SemanticTokensFullOptions?

    /// Makes one; what may be absent is absent at first.
    package init(legend: SemanticTokensLegend, range: Bool? = nil, full: SemanticTokensFullOptions? = nil) {
      self.legend = legend
      self.range = range
      self.full = full
    }
  }
}

extension LSP {
  /// What the server does with folders.
  package struct WorkspaceFoldersServerCapabilities: Codable, Hashable, Sendable {
    /// Whether there may be several.
    package var supported: Bool?
    /// Whether it wants to be told of changes.
    package var changeNotifications: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(supported: Bool? = nil, changeNotifications: Bool? = nil) {
      self.supported = supported
      self.changeNotifications = changeNotifications
    }
  }
}

extension LSP {
  /// Which files an event is about.
  package struct FileOperationPattern: Codable, Hashable, Sendable {
    /// A glob.
    package var glob: String
    /// `file` or `folder`; both where absent.
    package var matches: String?

    /// Makes one; what may be absent is absent at first.
    package init(glob: String, matches: String? = nil) {
      self.glob = glob
      self.matches = matches
    }
  }
}

extension LSP {
  /// Which files an event is about.
  package struct FileOperationFilter: Codable, Hashable, Sendable {
    /// The scheme of the URI.
    package var scheme: String?
    /// The pattern.
    package var pattern: FileOperationPattern

    /// Makes one; what may be absent is absent at first.
    package init(scheme: String? = nil, pattern: FileOperationPattern) {
      self.scheme = scheme
      self.pattern = pattern
    }
  }
}

extension LSP {
  /// Which files an event is about.
  package struct FileOperationRegistrationOptions: Codable, Hashable, Sendable {
    /// Any of these.
    package var filters: [FileOperationFilter]

    /// Makes one.
    package init(filters: [FileOperationFilter]) {
      self.filters = filters
    }
  }
}

extension LSP {
  /// Which events of files the server wants.
  package struct FileOperationOptions: Codable, Hashable, Sendable {
    /// After creating.
    package var didCreate: FileOperationRegistrationOptions?
    /// Before renaming, with edits as the answer.
    package var willRename: FileOperationRegistrationOptions?
    /// After renaming.
    package var didRename: FileOperationRegistrationOptions?
    /// After deleting.
    package var didDelete: FileOperationRegistrationOptions?
    /// Before deleting, with edits as the answer.
    package var willDelete: FileOperationRegistrationOptions?

    /// Makes one; what may be absent is absent at first.
    package init(
      didCreate: FileOperationRegistrationOptions? = nil, willRename: FileOperationRegistrationOptions? = nil,
      didRename: FileOperationRegistrationOptions? = nil, didDelete: FileOperationRegistrationOptions? = nil,
      willDelete: FileOperationRegistrationOptions? = nil
    ) {
      self.didCreate = didCreate
      self.willRename = willRename
      self.didRename = didRename
      self.didDelete = didDelete
      self.willDelete = willDelete
    }
  }
}

extension LSP {
  /// What the server does in the workspace.
  package struct WorkspaceServerCapabilities: Codable, Hashable, Sendable {
    /// With folders.
    package var workspaceFolders: WorkspaceFoldersServerCapabilities?
    /// With files.
    package var fileOperations: FileOperationOptions?

    /// Makes one; what may be absent is absent at first.
    package init(
      workspaceFolders: WorkspaceFoldersServerCapabilities? = nil, fileOperations: FileOperationOptions? = nil
    ) {
      self.workspaceFolders = workspaceFolders
      self.fileOperations = fileOperations
    }
  }
}

extension LSP {
  /// What the server can do; what is absent it cannot.
  package struct ServerCapabilities: Codable, Hashable, Sendable {
    /// The unit of columns.
    package var positionEncoding: String?
    /// Which events of documents it wants.
    package var textDocumentSync: TextDocumentSyncOptions?
    /// Hovers.
    package var hoverProvider: Bool?
    /// Completion.
    package var completionProvider: CompletionOptions?
    /// Signatures.
    package var signatureHelpProvider: SignatureHelpOptions?
    /// Declarations.
    package var declarationProvider: Bool?
    /// Definitions.
    package var definitionProvider: Bool?
    /// Definitions of types.
    package var typeDefinitionProvider: Bool?
    /// Implementations.
    package var implementationProvider: Bool?
    /// References.
    package var referencesProvider: WorkDoneOptions?
    /// Highlights.
    package var documentHighlightProvider: Bool?
    /// Outlines.
    package var documentSymbolProvider: Bool?
    /// Code actions.
    package var codeActionProvider: CodeActionProvider?
    /// Code lenses.
    package var codeLensProvider: ResolveOptions?
    /// Links.
    package var documentLinkProvider: ResolveOptions?
    /// Formatting.
    package var documentFormattingProvider: Bool?
    /// Formatting of ranges.
    package var documentRangeFormattingProvider: DocumentRangeFormattingOptions?
    /// Formatting while typing.
    package var documentOnTypeFormattingProvider: DocumentOnTypeFormattingOptions?
    /// Renaming.
    package var renameProvider: RenameOptions?
    /// Folding.
    package var foldingRangeProvider: Bool?
    /// Growing selections.
    package var selectionRangeProvider: Bool?
    /// Places that are edited together.
    package var linkedEditingRangeProvider: Bool?
    /// Who calls whom.
    package var callHierarchyProvider: Bool?
    /// Semantic tokens.
    package var semanticTokensProvider: SemanticTokensOptions?
    /// Inlay hints.
    package var inlayHintProvider: ResolveOptions?
    /// Pulled findings.
    package var diagnosticProvider: DiagnosticOptions?
    /// Symbols of the workspace.
    package var workspaceSymbolProvider: ResolveOptions?
    /// Commands.
    package var executeCommandProvider: ExecuteCommandOptions?
    /// The workspace.
    package var workspace: WorkspaceServerCapabilities?

    /// Makes one; what may be absent is absent at first.
    package init(
      positionEncoding: String? = nil, textDocumentSync: TextDocumentSyncOptions? = nil, hoverProvider: Bool? = nil,
      completionProvider: CompletionOptions? = nil, signatureHelpProvider: SignatureHelpOptions? = nil,
      declarationProvider: Bool? = nil, definitionProvider: Bool? = nil,
      typeDefinitionProvider: Bool? = nil, implementationProvider: Bool? = nil,
      referencesProvider: WorkDoneOptions? = nil,
      documentHighlightProvider: Bool? = nil, documentSymbolProvider: Bool? = nil,
      codeActionProvider: CodeActionProvider? = nil, codeLensProvider: ResolveOptions? = nil,
      documentLinkProvider: ResolveOptions? = nil, documentFormattingProvider: Bool? = nil,
      documentRangeFormattingProvider: DocumentRangeFormattingOptions? = nil,
      documentOnTypeFormattingProvider: DocumentOnTypeFormattingOptions? = nil, renameProvider: RenameOptions? = nil,
      foldingRangeProvider: Bool? = nil, selectionRangeProvider: Bool? = nil, linkedEditingRangeProvider: Bool? = nil,
      callHierarchyProvider: Bool? = nil, semanticTokensProvider: SemanticTokensOptions? = nil,
      inlayHintProvider: ResolveOptions? = nil, diagnosticProvider: DiagnosticOptions? = nil,
      workspaceSymbolProvider: ResolveOptions? = nil, executeCommandProvider: ExecuteCommandOptions? = nil,
      workspace: WorkspaceServerCapabilities? = nil
    ) {
      self.positionEncoding = positionEncoding
      self.textDocumentSync = textDocumentSync
      self.hoverProvider = hoverProvider
      self.completionProvider = completionProvider
      self.signatureHelpProvider = signatureHelpProvider
      self.declarationProvider = declarationProvider
      self.definitionProvider = definitionProvider
      self.typeDefinitionProvider = typeDefinitionProvider
      self.implementationProvider = implementationProvider
      self.referencesProvider = referencesProvider
      self.documentHighlightProvider = documentHighlightProvider
      self.documentSymbolProvider = documentSymbolProvider
      self.codeActionProvider = codeActionProvider
      self.codeLensProvider = codeLensProvider
      self.documentLinkProvider = documentLinkProvider
      self.documentFormattingProvider = documentFormattingProvider
      self.documentRangeFormattingProvider = documentRangeFormattingProvider
      self.documentOnTypeFormattingProvider = documentOnTypeFormattingProvider
      self.renameProvider = renameProvider
      self.foldingRangeProvider = foldingRangeProvider
      self.selectionRangeProvider = selectionRangeProvider
      self.linkedEditingRangeProvider = linkedEditingRangeProvider
      self.callHierarchyProvider = callHierarchyProvider
      self.semanticTokensProvider = semanticTokensProvider
      self.inlayHintProvider = inlayHintProvider
      self.diagnosticProvider = diagnosticProvider
      self.workspaceSymbolProvider = workspaceSymbolProvider
      self.executeCommandProvider = executeCommandProvider
      self.workspace = workspace
    }
  }
}
