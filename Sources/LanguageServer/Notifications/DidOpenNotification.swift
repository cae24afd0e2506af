// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `textDocument/didOpen`.
enum DidOpenNotification: NotificationHandler {
  static let method = "textDocument/didOpen"

  static func run(_ params: LSP.DidOpenTextDocumentParams, _ session: isolated Session) {
    session.open(params.textDocument)
  }
}
