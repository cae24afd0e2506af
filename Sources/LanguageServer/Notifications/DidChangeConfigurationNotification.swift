// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `workspace/didChangeConfiguration`: settings come along, or are to be asked for.
enum DidChangeConfigurationNotification: NotificationHandler {
  static let method = "workspace/didChangeConfiguration"

  static func run(_ params: LSP.DidChangeConfigurationParams, _ session: isolated Session) {
    if session.client.answersConfiguration {
      session.pullConfiguration()
    } else {
      session.setSettings(params.settings?[session.options.configurationSection] ?? params.settings)
    }
  }
}
