// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol
import SourceText

/// What the client can do, with every question that a handler asks answered once.
struct ClientProfile: Sendable {
  /// The unit of columns: bytes where the client offers them, else UTF-16, which every client knows; scalars for a client
  /// that offers nothing better first.
  let columnUnit: ColumnUnit
  /// Everything that it said.
  let capabilities: LSP.ClientCapabilities

  /// A client that said nothing.
  init() { self.init(LSP.ClientCapabilities()) }

  init(_ capabilities: LSP.ClientCapabilities) {
    self.capabilities = capabilities
    let offered = (capabilities.general?.positionEncodings ?? []).compactMap(ColumnUnit.init(rawValue:))
    columnUnit = offered.contains(.utf8) ? .utf8 : offered.first ?? .utf16
  }

  private var document: LSP.TextDocumentClientCapabilities? { capabilities.textDocument }

  /// Whether it pulls findings; then none are pushed, lest it show them twice.
  var pullsDiagnostics: Bool { document?.diagnostic != nil }
  /// Whether it takes findings that are pushed: all do that pull none.
  var takesPushedDiagnostics: Bool { !pullsDiagnostics || document?.publishDiagnostics != nil }
  /// Whether it can be asked to pull again.
  var refreshesDiagnostics: Bool { capabilities.workspace?.diagnostics?.refreshSupport == true }
  /// Whether it shows other places of a finding.
  var showsRelatedInformation: Bool {
    document?.publishDiagnostics?.relatedInformation == true || document?.diagnostic?.relatedInformation == true
  }
  /// Whether it wants to know the version that findings are of.
  var wantsDiagnosticVersions: Bool { document?.publishDiagnostics?.versionSupport == true }
  /// Whether it shows where a code is explained.
  var showsCodeDescription: Bool {
    document?.publishDiagnostics?.codeDescriptionSupport == true || document?.diagnostic?.codeDescriptionSupport == true
  }
  /// Whether it sends the `data` of findings back.
  var keepsDiagnosticData: Bool {
    document?.publishDiagnostics?.dataSupport == true || document?.diagnostic?.dataSupport == true
  }
  /// The tags of findings that it shows.
  var diagnosticTags: [Int] {
    document?.publishDiagnostics?.tagSupport?.valueSet ?? document?.diagnostic?.tagSupport?.valueSet ?? []
  }

  /// The language that hovers are written in: the first one offered that we know, else plain text.
  var hoverMarkup: LSP.MarkupKind { Self.preferred(document?.hover?.contentFormat) }
  /// The language that documentation of completions is written in; nil where the client names none.
  var completionMarkup: LSP.MarkupKind? {
    document?.completion?.completionItem?.documentationFormat.map(Self.preferred)
  }

  /// The language that documentation of signatures is written in; nil where the client names none.
  var signatureMarkup: LSP.MarkupKind? {
    document?.signatureHelp?.signatureInformation?.documentationFormat.map(Self.preferred)
  }

  /// Whether a parameter may be named by its place in the signature.
  var placesParameters: Bool {
    document?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport == true
  }

  private static func preferred(_ offered: [LSP.MarkupKind]?) -> LSP.MarkupKind {
    offered?.first { $0 == .markdown || $0 == .plainText } ?? .plainText
  }

  private var completionItem: LSP.CompletionItemClientCapabilities? { document?.completion?.completionItem }
  /// Whether it inserts snippets.
  var insertsSnippets: Bool { completionItem?.snippetSupport == true }
  /// Whether it chooses between inserting and replacing.
  var insertsOrReplaces: Bool { completionItem?.insertReplaceSupport == true }
  /// Whether a list of completions may say once what they replace.
  var sharesEditRanges: Bool { document?.completion?.completionList?.itemDefaults?.contains("editRange") == true }
  /// Whether it leaves the indentation of inserted lines alone when asked to.
  var knowsInsertTextModes: Bool {
    completionItem?.insertTextModeSupport?.valueSet?.contains(LSP.InsertTextMode.asIs.rawValue) == true
  }
  /// Whether it strikes deprecated completions through.
  var showsCompletionTags: Bool {
    completionItem?.tagSupport?.valueSet?.contains(LSP.CompletionItemTag.deprecated.rawValue) == true
  }
  /// Whether a completion may say that it is deprecated, in the old way.
  var showsDeprecatedCompletions: Bool { completionItem?.deprecatedSupport == true }
  /// Whether a completion may be selected at first.
  var preselectsCompletions: Bool { completionItem?.preselectSupport == true }
  /// Whether a completion may name characters that accept it.
  var knowsCommitCharacters: Bool { completionItem?.commitCharactersSupport == true }

  /// Whether the answers to a request for definitions may say which text leads to them.
  func followsLinks(_ method: String) -> Bool {
    switch method {
    case "textDocument/declaration": document?.declaration?.linkSupport == true
    case "textDocument/typeDefinition": document?.typeDefinition?.linkSupport == true
    case "textDocument/implementation": document?.implementation?.linkSupport == true
    default: document?.definition?.linkSupport == true
    }
  }
  /// Whether outlines may be trees.
  var showsSymbolTrees: Bool { document?.documentSymbol?.hierarchicalDocumentSymbolSupport == true }
  /// Whether symbols may be struck through.
  var showsSymbolTags: Bool {
    document?.documentSymbol?.tagSupport?.valueSet?.contains(LSP.SymbolTag.deprecated.rawValue) == true
  }

  /// Whether it asks what can be renamed before it asks for the new name.
  var preparesRenames: Bool { document?.rename?.prepareSupport == true }
  /// How many foldings it takes.
  var foldingLimit: Int { max(0, document?.foldingRange?.rangeLimit ?? 5000) }

  /// Whether it takes code actions, and not commands alone.
  var takesCodeActions: Bool { document?.codeAction?.codeActionLiteralSupport != nil }
  /// Whether it takes commands in place of code actions, which come back to change the document.
  var takesActionCommands: Bool { !takesCodeActions && appliesEdits }
  /// Whether one code action may be the preferred one.
  var prefersCodeActions: Bool { document?.codeAction?.isPreferredSupport == true }
  /// Whether it asks for the edit of an action when people choose it.
  var resolvesActionEdits: Bool {
    let action = document?.codeAction
    return action?.dataSupport == true && action?.resolveSupport?.properties?.contains("edit") == true
  }
  /// Whether it makes edits that the server sends.
  var appliesEdits: Bool { capabilities.workspace?.applyEdit == true }
  /// Whether edits may create files.
  var createsFiles: Bool {
    editsVersions && capabilities.workspace?.workspaceEdit?.resourceOperations?.contains("create") == true
  }
  /// Whether it shows how far work is that nobody asked for.
  var showsProgress: Bool { capabilities.window?.workDoneProgress == true }
  /// Whether it can be asked to ask for code lenses again.
  var refreshesCodeLenses: Bool { capabilities.workspace?.codeLens?.refreshSupport == true }
  /// Whether it can be asked to ask for inlay hints again.
  var refreshesInlayHints: Bool { capabilities.workspace?.inlayHint?.refreshSupport == true }
  /// Whether it can be asked to ask for semantic tokens again.
  var refreshesSemanticTokens: Bool { capabilities.workspace?.semanticTokens?.refreshSupport == true }
  /// Whether it asks for the tooltips of hints when they are pointed at.
  var resolvesHintTooltips: Bool { document?.inlayHint?.resolveSupport?.properties?.contains("tooltip") == true }
  /// Whether it waits for edits before it saves.
  var waitsBeforeSaving: Bool { document?.synchronization?.willSaveWaitUntil == true }
  /// What it tells of files.
  var fileOperations: LSP.FileOperationClientCapabilities? { capabilities.workspace?.fileOperations }

  /// Whether edits of documents may name a version.
  var editsVersions: Bool { capabilities.workspace?.workspaceEdit?.documentChanges == true }

  /// Whether it asks again after `ContentModified`; others would show people an error.
  func retries(_ method: String) -> Bool {
    capabilities.general?.staleRequestSupport?.retryOnContentModified?.contains(method) == true
  }
  /// Whether files to be watched can be registered.
  var registersWatchedFiles: Bool { capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration == true }
  /// Whether changes of settings can be registered.
  var registersConfiguration: Bool { capabilities.workspace?.didChangeConfiguration?.dynamicRegistration == true }
  /// Whether it can be asked for settings.
  var answersConfiguration: Bool { capabilities.workspace?.configuration == true }
}
