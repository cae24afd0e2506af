// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `textDocument/didChange`.
enum DidChangeNotification: NotificationHandler {
  static let method = "textDocument/didChange"

  static func run(_ params: LSP.DidChangeTextDocumentParams, _ session: isolated Session) {
    session.change(params)
  }
}
