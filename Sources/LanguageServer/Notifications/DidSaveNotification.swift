// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `textDocument/didSave`: the file on disk is another one for those that read it there.
enum DidSaveNotification: NotificationHandler {
  static let method = "textDocument/didSave"

  static func run(_ params: LSP.DidSaveTextDocumentParams, _ session: isolated Session) {
    session.filesChanged([DocumentURI(params.textDocument.uri)])
  }
}
