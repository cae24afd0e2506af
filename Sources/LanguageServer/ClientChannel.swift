// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// What a request may say to the client before its answer: progress, parts of the result, requests of the server's own.
struct ClientChannel: Sendable {
  private let connection: Connection
  private let client: ClientProfile

  init(_ connection: Connection, _ client: ClientProfile) {
    self.connection = connection
    self.client = client
  }

  /// Sends a part of a result; returns whether the client wants parts.
  func send(part: some Encodable, to token: LSP.ProgressToken?) -> Bool {
    guard let token else { return false }
    report(token, part)
    return true
  }

  /// Asks the client to make edits, where it can; returns whether it did.
  func apply(_ edit: LSP.WorkspaceEdit, label: String) async -> Bool {
    guard client.appliesEdits, let params = Payload.encode(LSP.ApplyWorkspaceEditParams(label: label, edit: edit))
    else {
      return false
    }
    do throws(ResponseError) {
      let answer = try await connection.request("workspace/applyEdit", params)
      return (try? Payload.decode(LSP.ApplyWorkspaceEditResult.self, from: answer))?.applied ?? false
    } catch { return false }
  }

  /// Shows people a message.
  func show(_ message: String, _ type: LSP.MessageType = .warning) {
    connection.notify("window/showMessage", LSP.ShowMessageParams(type: type, message: message))
  }

  /// Says under a token that work begins; the one who gets the result must end it.
  func begin(_ title: String, _ token: LSP.ProgressToken?, cancellable: Bool = false) -> WorkProgress? {
    token.map { token in
      report(token, LSP.WorkDoneProgressBegin(title: title, cancellable: cancellable ? true : nil, percentage: 0))
      return WorkProgress(token: token, connection: connection)
    }
  }

  private func report(_ token: LSP.ProgressToken, _ value: some Encodable) {
    connection.notify("$/progress", LSPProgress(token: token, value: value))
  }
}

/// Work that has begun to be reported on.
struct WorkProgress: Sendable {
  let token: LSP.ProgressToken
  let connection: Connection

  /// Says how far it is, from 0 to 100.
  func report(_ percentage: Int, _ message: String? = nil) {
    connection.notify(
      "$/progress",
      LSPProgress(token: token, value: LSP.WorkDoneProgressReport(message: message, percentage: percentage)))
  }

  /// Says that it is done.
  func end(_ message: String? = nil) {
    connection.notify("$/progress", LSPProgress(token: token, value: LSP.WorkDoneProgressEnd(message: message)))
  }
}

/// `$/progress` with a value of any form.
struct LSPProgress<Value: Encodable>: Encodable {
  let token: LSP.ProgressToken
  let value: Value
}
