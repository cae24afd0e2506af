// SPDX-License-Identifier: Apache-2.0
import Foundation
import LanguageServerProtocol
import Testing

struct RoundTripTests {
  static let types: [any (Codable & Hashable & Sendable).Type] = [
    LSP.Position.self, LSP.Range.self, LSP.Location.self, LSP.LocationLink.self, LSP.TextEdit.self,
    LSP.OptionalVersionedTextDocumentIdentifier.self, LSP.CreateFileOptions.self, LSP.DocumentChange.self,
    LSP.WorkspaceEdit.self,
    LSP.DocumentRangesFormattingParams.self, LSP.WillSaveTextDocumentParams.self,
    LSP.DocumentRangeFormattingOptions.self,
    LSP.ApplyWorkspaceEditParams.self, LSP.ApplyWorkspaceEditResult.self, LSP.MarkupContent.self, LSP.Command.self,
    LSP.DiagnosticRelatedInformation.self, LSP.CodeDescription.self, LSP.Diagnostic.self,
    LSP.WorkDoneProgressBegin.self, LSP.WorkDoneProgressReport.self, LSP.WorkDoneProgressEnd.self,
    LSP.WorkDoneProgressCreateParams.self, LSP.WorkDoneProgressCancelParams.self, LSP.ProgressParams.self,
    LSP.TextDocumentIdentifier.self, LSP.VersionedTextDocumentIdentifier.self, LSP.TextDocumentPositionParams.self,
    LSP.TextDocumentItem.self, LSP.DidOpenTextDocumentParams.self, LSP.TextDocumentContentChangeEvent.self,
    LSP.DidChangeTextDocumentParams.self, LSP.DidSaveTextDocumentParams.self, LSP.DidCloseTextDocumentParams.self,
    LSP.PublishDiagnosticsParams.self, LSP.DocumentDiagnosticParams.self, LSP.DocumentDiagnosticReport.self,
    LSP.PreviousResultId.self, LSP.WorkspaceDiagnosticParams.self, LSP.WorkspaceDocumentDiagnosticReport.self,
    LSP.WorkspaceDiagnosticReport.self, LSP.DiagnosticServerCancellationData.self, LSP.ClientInfo.self,
    LSP.InitializeParams.self, LSP.ServerInfo.self, LSP.InitializeResult.self, LSP.InitializedParams.self,
    LSP.SetTraceParams.self, LSP.LogTraceParams.self, LSP.ClientCapabilities.self, LSP.StaleRequestSupport.self,
    LSP.GeneralClientCapabilities.self, LSP.DynamicRegistration.self, LSP.WorkDoneSupport.self,
    LSP.WindowClientCapabilities.self, LSP.TextDocumentClientCapabilities.self,
    LSP.SynchronizationClientCapabilities.self, LSP.IntegerValueSet.self, LSP.StringValueSet.self,
    LSP.ResolveSupport.self, LSP.PublishDiagnosticsClientCapabilities.self, LSP.DiagnosticClientCapabilities.self,
    LSP.HoverClientCapabilities.self, LSP.SignatureInformationClientCapabilities.self,
    LSP.SignatureHelpClientCapabilities.self, LSP.LinkClientCapabilities.self,
    LSP.DocumentSymbolClientCapabilities.self, LSP.CodeActionLiteralSupport.self, LSP.CodeActionClientCapabilities.self,
    LSP.RenameClientCapabilities.self, LSP.FoldingRangeClientCapabilities.self,
    LSP.SemanticTokensClientCapabilities.self, LSP.InlayHintClientCapabilities.self,
    LSP.CompletionItemClientCapabilities.self, LSP.CompletionListClientCapabilities.self,
    LSP.CompletionClientCapabilities.self, LSP.WorkspaceEditClientCapabilities.self, LSP.RefreshClientCapabilities.self,
    LSP.FileOperationClientCapabilities.self, LSP.WorkspaceClientCapabilities.self, LSP.SaveOptions.self,
    LSP.TextDocumentSyncOptions.self, LSP.CompletionItemOptions.self, LSP.CompletionOptions.self,
    LSP.SignatureHelpOptions.self, LSP.CodeActionOptions.self, LSP.ResolveOptions.self,
    LSP.DocumentOnTypeFormattingOptions.self, LSP.RenameOptions.self, LSP.ExecuteCommandOptions.self,
    LSP.DiagnosticOptions.self, LSP.SemanticTokensLegend.self, LSP.SemanticTokensFullOptions.self,
    LSP.SemanticTokensOptions.self, LSP.WorkspaceFoldersServerCapabilities.self, LSP.FileOperationPattern.self,
    LSP.FileOperationFilter.self, LSP.FileOperationRegistrationOptions.self, LSP.FileOperationOptions.self,
    LSP.WorkspaceServerCapabilities.self, LSP.ServerCapabilities.self, LSP.Registration.self,
    LSP.RegistrationParams.self, LSP.Unregistration.self, LSP.UnregistrationParams.self, LSP.HoverParams.self,
    LSP.Hover.self, LSP.CompletionContext.self, LSP.CompletionParams.self, LSP.CompletionItemLabelDetails.self,
    LSP.CompletionItem.self, LSP.CompletionList.self, LSP.DefinitionParams.self, LSP.ReferenceContext.self,
    LSP.ReferenceParams.self, LSP.DocumentHighlight.self, LSP.DocumentSymbolParams.self, LSP.DocumentSymbol.self,
    LSP.SymbolInformation.self, LSP.CodeActionContext.self, LSP.CodeActionParams.self, LSP.CodeActionDisabled.self,
    LSP.CodeAction.self, LSP.CodeLensParams.self, LSP.CodeLens.self, LSP.InlayHintParams.self, LSP.InlayHint.self,
    LSP.SemanticTokensParams.self, LSP.SemanticTokensDeltaParams.self, LSP.SemanticTokensRangeParams.self,
    LSP.SemanticTokens.self, LSP.SemanticTokensEdit.self, LSP.SemanticTokensDelta.self, LSP.FoldingRangeParams.self,
    LSP.FoldingRange.self, LSP.DocumentLinkParams.self, LSP.DocumentLink.self, LSP.SelectionRangeParams.self,
    LSP.RenameParams.self, LSP.PrepareRenameParams.self, LSP.PrepareRenameResult.self, LSP.LinkedEditingRanges.self,
    LSP.FormattingOptions.self, LSP.DocumentFormattingParams.self, LSP.DocumentRangeFormattingParams.self,
    LSP.DocumentOnTypeFormattingParams.self, LSP.SignatureHelpContext.self, LSP.SignatureHelpParams.self,
    LSP.ParameterInformation.self, LSP.SignatureInformation.self, LSP.SignatureHelp.self,
    LSP.CallHierarchyPrepareParams.self, LSP.CallHierarchyItem.self, LSP.CallHierarchyIncomingCallsParams.self,
    LSP.CallHierarchyIncomingCall.self, LSP.CallHierarchyOutgoingCallsParams.self, LSP.CallHierarchyOutgoingCall.self,
    LSP.WorkspaceFolder.self, LSP.WorkspaceFoldersChangeEvent.self, LSP.DidChangeWorkspaceFoldersParams.self,
    LSP.FileEvent.self, LSP.DidChangeWatchedFilesParams.self, LSP.FileSystemWatcher.self,
    LSP.DidChangeWatchedFilesRegistrationOptions.self, LSP.DidChangeConfigurationParams.self,
    LSP.ConfigurationItem.self, LSP.ConfigurationParams.self, LSP.FileRename.self, LSP.RenameFilesParams.self,
    LSP.FileDelete.self, LSP.DeleteFilesParams.self, LSP.FileCreate.self, LSP.CreateFilesParams.self,
    LSP.WorkspaceSymbolParams.self, LSP.WorkspaceSymbol.self, LSP.ExecuteCommandParams.self, LSP.LogMessageParams.self,
    LSP.ShowMessageParams.self, LSP.MessageActionItem.self, LSP.ShowMessageRequestParams.self,
    LSP.ShowDocumentParams.self, LSP.ShowDocumentResult.self,
    LSP.ProgressToken.self, LSP.SelectionRange.self, JSONValue.self,
  ]

  @Test(
    "every type is read back as it was written, with all members and with as few as may be", arguments: [true, false])
  func roundTrip(isFull: Bool) throws {
    for type in Self.types { try roundTrip(type, isFull: isFull) }
  }

  private func roundTrip<Value: Codable & Hashable>(_ type: Value.Type, isFull: Bool) throws {
    let value = try Value(from: FillingDecoder(isFull: isFull))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(value)
    #expect(try JSONDecoder().decode(type, from: json) == value, "\(type)")
    #expect(try encoder.encode(try JSONDecoder().decode(type, from: json)) == json, "\(type)")
    let members = Mirror(reflecting: value).children.compactMap(\.label)
    guard Mirror(reflecting: value).displayStyle == .struct, members != ["rawValue"], type != LSP.SelectionRange.self,
      isFull
    else { return }
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any], "\(type)")
    #expect(Set(object.keys) == Set(members), "\(type)")
  }

  @Test(
    "what a client says about itself costs only itself where it is wrong",
    arguments: [
      "{}", "[]", "null", "7", #"{"capabilities":null}"#, #"{"capabilities":[]}"#,
      #"{"processId":"x","rootUri":null,"initializationOptions":null}"#,
      #"{"initializationOptions":[[],"x"],"trace":5,"workspaceFolders":{}}"#,
      #"{"capabilities":{"textDocument":{"hover":7,"completion":{"completionItem":"x"}},"general":"x"}}"#,
    ])
  func garbage(json: String) throws {
    let params = try JSONDecoder().decode(LSP.InitializeParams.self, from: Data(json.utf8))
    #expect(params.processId == nil)
    #expect(params.capabilities?.textDocument?.hover?.contentFormat == nil)
  }

  @Test("a wrong member leaves its neighbours alone")
  func neighbours() throws {
    let json = #"""
      {"processId":null,"capabilities":{"general":{"positionEncodings":["utf-8"],"staleRequestSupport":3},
      "textDocument":{"hover":{"contentFormat":["markdown"],"dynamicRegistration":"yes"},"codeAction":[]}}}
      """#
    let capabilities = try JSONDecoder().decode(LSP.InitializeParams.self, from: Data(json.utf8)).capabilities
    #expect(capabilities?.general?.positionEncodings == ["utf-8"])
    #expect(capabilities?.textDocument?.hover?.contentFormat == [.markdown])
    #expect(capabilities?.textDocument?.codeAction?.isPreferredSupport == nil)
  }

  @Test(
    "positions are clamped, never refused",
    arguments: [
      (#"{"line":1,"character":2}"#, 1, 2), (#"{"line":-1,"character":-9}"#, 0, 0),
      (#"{"line":4294967295,"character":1e3}"#, 4_294_967_295, 1000),
      (#"{"line":1e300,"character":2.7}"#, 4_294_967_295, 2),
      (#"{"line":99999999999999999999,"character":0}"#, 4_294_967_295, 0),
    ])
  func positions(json: String, line: Int, character: Int) throws {
    let position = try JSONDecoder().decode(LSP.Position.self, from: Data(json.utf8))
    #expect(position == LSP.Position(line: line, character: character))
  }

  @Test("selection ranges nest their parents, as the protocol has it")
  func selectionRange() throws {
    let ranges = (0..<3).map { size in
      LSP.Range(
        start: LSP.Position(line: 5 - size, character: 0), end: LSP.Position(line: 5 + size, character: 1))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(LSP.SelectionRange(ranges[0], parents: [ranges[1]]))
    let inner = #"{"end":{"character":1,"line":5},"start":{"character":0,"line":5}}"#
    let outer = #"{"end":{"character":1,"line":6},"start":{"character":0,"line":4}}"#
    #expect(String(decoding: json, as: UTF8.self) == #"{"parent":{"range":\#(outer)},"range":\#(inner)}"#)
  }

  @Test("a version that must be there is null, not absent")
  func nullVersion() throws {
    let json = try JSONEncoder().encode(LSP.OptionalVersionedTextDocumentIdentifier(uri: "a", version: nil))
    #expect(String(decoding: json, as: UTF8.self).contains(#""version":null"#))
  }
}
