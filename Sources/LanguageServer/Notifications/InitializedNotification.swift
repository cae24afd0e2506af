// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `initialized`: now the server may ask the client for things.
enum InitializedNotification: NotificationHandler {
  static let method = "initialized"

  static func run(_ params: LSP.InitializedParams, _ session: isolated Session) {
    session.registerLater()
    if session.client.answersConfiguration { session.pullConfiguration() }
  }
}
