// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// What takes one notification: a file in `Notifications/` and a line in `Dispatch`. It runs on the session, in the order
/// in which messages came, and must be quick.
protocol NotificationHandler: SendableMetatype {
  /// The parameters' form.
  associatedtype Params: Decodable & Sendable
  /// The notification's method.
  static var method: String { get }
  /// Takes it.
  static func run(_ params: Params, _ session: isolated Session)
}
