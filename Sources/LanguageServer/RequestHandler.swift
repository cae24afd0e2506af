// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// What serves one request: a file in `Requests/` and a line in `Dispatch`.
///
/// It only converts: parameters to byte offsets, a feature's plain result to the protocol's form. It runs off the
/// session, on snapshots, and can change nothing.
protocol RequestHandler: SendableMetatype {
  /// The parameters' form.
  associatedtype Params: Decodable & Sendable
  /// The result's form.
  associatedtype Result: Encodable & Sendable
  /// The request's method.
  static var method: String { get }
  /// The document that it is about, so that edits of that document can stop it.
  static func document(of params: Params) -> String?
  /// Whether its answer is wrong as long as files of the open folders are not read: then it waits for that.
  static var needsAllFiles: Bool { get }
  /// Serves the request.
  static func run(_ params: Params, _ context: RequestContext) async throws(ResponseError) -> Result
  /// Says in the server's capabilities that the request is served.
  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext)
}

extension RequestHandler {
  /// None: no edit stops it.
  static func document(of params: Params) -> String? { nil }
  /// No.
  static var needsAllFiles: Bool { false }
}

extension RequestHandler where Params: DocumentParams {
  /// The one that the parameters name.
  static func document(of params: Params) -> String? { params.textDocument.uri }
}

/// Parameters that name a document.
protocol DocumentParams {
  /// The document.
  var textDocument: LSP.TextDocumentIdentifier { get }
}

/// Parameters that name a place in a document.
protocol PositionParams: DocumentParams {
  /// The place.
  var position: LSP.Position { get }
}

extension LSP.HoverParams: PositionParams {}
extension LSP.CompletionParams: PositionParams {}
extension LSP.SignatureHelpParams: PositionParams {}
extension LSP.DefinitionParams: PositionParams {}
extension LSP.DocumentSymbolParams: DocumentParams {}
extension LSP.CodeActionParams: DocumentParams {}
extension LSP.DocumentDiagnosticParams: DocumentParams {}
extension LSP.ReferenceParams: PositionParams {}
extension LSP.RenameParams: PositionParams {}
extension LSP.PrepareRenameParams: PositionParams {}
extension LSP.FoldingRangeParams: DocumentParams {}
extension LSP.DocumentFormattingParams: DocumentParams {}
extension LSP.DocumentRangeFormattingParams: DocumentParams {}
extension LSP.SelectionRangeParams: DocumentParams {}
extension LSP.DocumentLinkParams: DocumentParams {}
extension LSP.InlayHintParams: DocumentParams {}
extension LSP.SemanticTokensParams: DocumentParams {}
extension LSP.SemanticTokensRangeParams: DocumentParams {}
extension LSP.SemanticTokensDeltaParams: DocumentParams {}
extension LSP.CodeLensParams: DocumentParams {}
extension LSP.CallHierarchyPrepareParams: PositionParams {}
extension LSP.DocumentOnTypeFormattingParams: PositionParams {}
extension LSP.DocumentRangesFormattingParams: DocumentParams {}
extension LSP.WillSaveTextDocumentParams: DocumentParams {}

/// What a handler needs to say what it can do.
struct AdvertisingContext {
  /// The client.
  let client: ClientProfile
  /// What the server knows about workflows.
  let service: any LanguageService
}

/// What a request works on.
struct RequestContext: Sendable {
  /// Everything that is open, as it was when the request came.
  let workspace: SessionSnapshot
  /// The client.
  let client: ClientProfile
  /// What the server knows about workflows.
  let service: any LanguageService
  /// The way to the client.
  let channel: ClientChannel
  /// What was answered before, for those that want differences.
  let answers: AnswerStore

  /// The document that the parameters name; it must be open.
  func document(_ params: some DocumentParams) throws(ResponseError) -> OpenDocument {
    try document(at: params.textDocument.uri)
  }

  /// The document of a URI; it must be open.
  func document(at uri: String) throws(ResponseError) -> OpenDocument {
    guard let snapshot = workspace.document(at: DocumentURI(uri)) else {
      throw ResponseError(.invalidParams, "the document is not open: \(uri)")
    }
    return OpenDocument(snapshot: snapshot, conversions: Conversions(snapshot.text, client.columnUnit))
  }

  /// The document at a URI as it is open, else its file as it is on disk; who gets a file has the service forget it.
  func documentOrFile(at uri: String) throws(ResponseError) -> (document: OpenDocument, isOpen: Bool) {
    let address = DocumentURI(uri)
    if workspace.document(at: address) != nil { return (try document(at: uri), true) }
    guard let path = address.path, let text = service.text(ofFile: path) else {
      throw ResponseError(.invalidParams, "the document is not open, and no file is there: \(uri)")
    }
    let snapshot = DocumentSnapshot(uri: address, languageID: "", version: nil, generation: -1, text: text)
    return (OpenDocument(snapshot: snapshot, conversions: Conversions(text, client.columnUnit)), false)
  }

  /// The client's settings for this server; nil where it has sent none.
  var settings: JSONValue? {
    workspace.settings.flatMap { try? Payload.decode(JSONValue.self, from: $0) }
  }

  /// A file as the client names it: an open document by its own spelling.
  func uri(of path: String) -> DocumentURI {
    let plain = DocumentURI(path: path)
    return workspace.document(at: plain)?.uri ?? plain
  }

  /// Edits of several files in the form that the client takes.
  func workspaceEdit(_ files: [FileEdits], creating file: EditorAction.NewFile? = nil) -> LSP.WorkspaceEdit? {
    var changes: [String: [LSP.TextEdit]] = [:]
    var documentChanges: [LSP.DocumentChange] = []
    for file in files {
      let plain = DocumentURI(path: file.document.path)
      let open = workspace.document(at: plain) ?? workspace.documents[file.document.path]
      let edits = Conversions(file.document.text, client.columnUnit).edits(file.edits)
      guard !edits.isEmpty else { continue }
      let uri = open?.uri.string ?? plain.string
      changes[uri, default: []] += edits
      documentChanges.append(
        LSP.DocumentChange(
          LSP.OptionalVersionedTextDocumentIdentifier(uri: uri, version: open?.version), edits: edits))
    }
    if let file {
      guard client.createsFiles else { return nil }
      let uri = DocumentURI(path: file.path).string
      let start = LSP.Position(line: 0, character: 0)
      documentChanges.append(LSP.DocumentChange(creating: uri))
      documentChanges.append(
        LSP.DocumentChange(
          LSP.OptionalVersionedTextDocumentIdentifier(uri: uri),
          edits: [LSP.TextEdit(range: LSP.Range(start: start, end: start), newText: file.text)]))
    }
    guard !documentChanges.isEmpty else { return nil }
    return client.editsVersions
      ? LSP.WorkspaceEdit(documentChanges: documentChanges) : LSP.WorkspaceEdit(changes: changes)
  }
}

/// A document with its conversions.
struct OpenDocument: Sendable {
  /// The document.
  let snapshot: DocumentSnapshot
  /// Between its bytes and the client's positions.
  let conversions: Conversions

  /// Edits of it in the form that the client takes.
  func workspaceEdit(_ edits: [LSP.TextEdit], for client: ClientProfile) -> LSP.WorkspaceEdit {
    let uri = snapshot.uri.string
    guard client.editsVersions else { return LSP.WorkspaceEdit(changes: [uri: edits]) }
    let document = LSP.OptionalVersionedTextDocumentIdentifier(uri: uri, version: snapshot.version)
    return LSP.WorkspaceEdit(documentChanges: [LSP.DocumentChange(document, edits: edits)])
  }
}
