// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `workspace/didCreateFiles`.
enum DidCreateFilesNotification: NotificationHandler {
  static let method = "workspace/didCreateFiles"

  static func run(_ params: LSP.CreateFilesParams, _ session: isolated Session) {
    session.filesChanged(params.files.map { DocumentURI($0.uri) })
  }
}

/// `workspace/didDeleteFiles`.
enum DidDeleteFilesNotification: NotificationHandler {
  static let method = "workspace/didDeleteFiles"

  static func run(_ params: LSP.DeleteFilesParams, _ session: isolated Session) {
    session.filesChanged(params.files.map { DocumentURI($0.uri) })
  }
}

/// `workspace/didRenameFiles`.
enum DidRenameFilesNotification: NotificationHandler {
  static let method = "workspace/didRenameFiles"

  static func run(_ params: LSP.RenameFilesParams, _ session: isolated Session) {
    session.filesChanged(params.files.flatMap { [DocumentURI($0.oldUri), DocumentURI($0.newUri)] })
  }
}

/// `window/workDoneProgress/cancel`.
enum WorkDoneProgressCancelNotification: NotificationHandler {
  static let method = "window/workDoneProgress/cancel"

  static func run(_ params: LSP.WorkDoneProgressCancelParams, _ session: isolated Session) {
    session.cancelProgress(params.token)
  }
}
