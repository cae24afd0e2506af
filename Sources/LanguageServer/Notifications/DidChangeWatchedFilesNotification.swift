// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `workspace/didChangeWatchedFiles`.
enum DidChangeWatchedFilesNotification: NotificationHandler {
  static let method = "workspace/didChangeWatchedFiles"

  static func run(_ params: LSP.DidChangeWatchedFilesParams, _ session: isolated Session) {
    session.filesChanged(params.changes.map { DocumentURI($0.uri) })
  }
}
