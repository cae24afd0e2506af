// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `textDocument/didClose`.
enum DidCloseNotification: NotificationHandler {
  static let method = "textDocument/didClose"

  static func run(_ params: LSP.DidCloseTextDocumentParams, _ session: isolated Session) {
    session.close(DocumentURI(params.textDocument.uri))
  }
}
