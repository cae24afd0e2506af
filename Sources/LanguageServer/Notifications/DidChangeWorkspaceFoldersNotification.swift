// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// `workspace/didChangeWorkspaceFolders`.
enum DidChangeWorkspaceFoldersNotification: NotificationHandler {
  static let method = "workspace/didChangeWorkspaceFolders"

  static func run(_ params: LSP.DidChangeWorkspaceFoldersParams, _ session: isolated Session) {
    let removed = params.event.removed.compactMap { DocumentURI($0.uri).path }
    let added = params.event.added.compactMap { DocumentURI($0.uri).path }
    var folders = session.workspace.folders.filter { !removed.contains($0) }
    for folder in added where !folders.contains(folder) { folders.append(folder) }
    session.setFolders(folders)
  }
}
