// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import Synchronization

/// Where the server says what it does: standard error, and the client's log.
final class Log: Sendable {
  private let connection: Connection
  private let writesToStandardError: Bool
  private let state = Mutex((trace: LSP.TraceValue.off, isConnected: false))

  init(_ connection: Connection, writesToStandardError: Bool) {
    self.connection = connection
    self.writesToStandardError = writesToStandardError
  }

  /// How much the client wants to be told.
  func setTrace(_ trace: LSP.TraceValue) { state.withLock { $0.trace = trace } }

  /// From now on the client may be told: nothing may be sent to it before `initialize` is answered.
  func connect() { state.withLock { $0.isConnected = true } }

  /// Something failed, and the client or the world is why.
  func error(_ message: String) { write(message, .error) }
  /// Something may be wrong.
  func warning(_ message: String) { write(message, .warning) }
  /// Something worth knowing happened.
  func info(_ message: String) { write(message, .info) }

  /// A message went or came: told to those who switched tracing on.
  func trace(_ message: @autoclosure () -> String, verbose: @autoclosure () -> String? = nil) {
    let trace = state.withLock { $0.isConnected ? $0.trace : .off }
    guard trace == .messages || trace == .verbose else { return }
    let params = LSP.LogTraceParams(message: message(), verbose: trace == .verbose ? verbose() : nil)
    connection.notify("$/logTrace", params)
  }

  private func write(_ message: String, _ type: LSP.MessageType) {
    if writesToStandardError { StandardError.writeLine("wflint: \(message)") }
    guard state.withLock({ $0.isConnected }) else { return }
    connection.notify("window/logMessage", LSP.LogMessageParams(type: type, message: message))
  }
}

extension Connection {
  /// Sends a notification.
  func notify(_ method: String, _ params: some Encodable) {
    if let json = Payload.encode(params) { send(.notification(method: method, params: json)) }
  }
}
