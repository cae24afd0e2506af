// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `$/setTrace`.
enum SetTraceNotification: NotificationHandler {
  static let method = "$/setTrace"

  static func run(_ params: LSP.SetTraceParams, _ session: isolated Session) { session.log.setTrace(params.value) }
}
