// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol
import SourceText

/// Who serves which message: the one table, sorted by method.
///
/// The server's capabilities are derived from it, so what is served is advertised, and what is not is not.
/// `initialize`, `shutdown`, `exit` and `$/cancelRequest` are the session's and the connection's own.
enum Dispatch {
  /// The requests.
  static let requests: [any RequestHandler.Type] = [
    IncomingCallsRequest.self,
    OutgoingCallsRequest.self,
    CodeActionResolveRequest.self,
    CodeLensResolveRequest.self,
    CompletionResolveRequest.self,
    DocumentLinkResolveRequest.self,
    InlayHintResolveRequest.self,
    CodeActionRequest.self,
    CodeLensRequest.self,
    CompletionRequest.self,
    DeclarationRequest.self,
    DefinitionRequest.self,
    DocumentDiagnosticRequest.self,
    DocumentHighlightRequest.self,
    DocumentLinkRequest.self,
    DocumentSymbolRequest.self,
    FoldingRangeRequest.self,
    FormattingRequest.self,
    HoverRequest.self,
    ImplementationRequest.self,
    InlayHintRequest.self,
    LinkedEditingRangeRequest.self,
    OnTypeFormattingRequest.self,
    PrepareCallHierarchyRequest.self,
    PrepareRenameRequest.self,
    RangeFormattingRequest.self,
    RangesFormattingRequest.self,
    ReferencesRequest.self,
    RenameRequest.self,
    SelectionRangeRequest.self,
    SemanticTokensRequest.self,
    SemanticTokensDeltaRequest.self,
    SemanticTokensRangeRequest.self,
    SignatureHelpRequest.self,
    TypeDefinitionRequest.self,
    WillSaveWaitUntilRequest.self,
    WorkspaceDiagnosticRequest.self,
    ExecuteCommandRequest.self,
    WorkspaceSymbolRequest.self,
    WillDeleteFilesRequest.self,
    WillRenameFilesRequest.self,
    WorkspaceSymbolResolveRequest.self,
  ]

  /// The notifications.
  static let notifications: [any NotificationHandler.Type] = [
    SetTraceNotification.self,
    InitializedNotification.self,
    DidChangeNotification.self,
    DidCloseNotification.self,
    DidOpenNotification.self,
    DidSaveNotification.self,
    WorkDoneProgressCancelNotification.self,
    DidChangeConfigurationNotification.self,
    DidChangeWatchedFilesNotification.self,
    DidChangeWorkspaceFoldersNotification.self,
    DidCreateFilesNotification.self,
    DidDeleteFilesNotification.self,
    DidRenameFilesNotification.self,
  ]

  /// Who serves a request.
  static func request(_ method: String) -> (any RequestHandler.Type)? { requestsByMethod[method] }

  /// Who takes a notification.
  static func notification(_ method: String) -> (any NotificationHandler.Type)? { notificationsByMethod[method] }

  private static let requestsByMethod = Dictionary(
    requests.map { ($0.method, $0) }, uniquingKeysWith: { first, _ in first })
  private static let notificationsByMethod = Dictionary(
    notifications.map { ($0.method, $0) }, uniquingKeysWith: { first, _ in first })

  /// What the server can do for a client.
  static func capabilities(_ context: AdvertisingContext) -> LSP.ServerCapabilities {
    var capabilities = LSP.ServerCapabilities(
      positionEncoding: context.client.columnUnit.rawValue,
      textDocumentSync: LSP.TextDocumentSyncOptions(
        openClose: true, change: .incremental, save: LSP.SaveOptions(includeText: false)),
      workspace: LSP.WorkspaceServerCapabilities(
        workspaceFolders: LSP.WorkspaceFoldersServerCapabilities(supported: true, changeNotifications: true)))
    for handler in requests { handler.advertise(into: &capabilities, context) }
    let operations = context.client.fileOperations
    FileOperations.add(to: &capabilities) { own in
      if operations?.didCreate == true { own.didCreate = FileOperations.files }
      if operations?.didDelete == true { own.didDelete = FileOperations.files }
      if operations?.didRename == true { own.didRename = FileOperations.files }
    }
    if capabilities.workspace?.fileOperations == LSP.FileOperationOptions() {
      capabilities.workspace?.fileOperations = nil
    }
    return capabilities
  }
}
