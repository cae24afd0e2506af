// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// An open folder.
  package struct WorkspaceFolder: Codable, Hashable, Sendable {
    /// Its URI.
    package var uri: String
    /// What people call it.
    package var name: String?

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, name: String? = nil) {
      self.uri = uri
      self.name = name
    }
  }
}

extension LSP {
  /// Folders that came and went.
  package struct WorkspaceFoldersChangeEvent: Codable, Hashable, Sendable {
    /// Those that came.
    package var added: [WorkspaceFolder]
    /// Those that went.
    package var removed: [WorkspaceFolder]

    /// Makes one.
    package init(added: [WorkspaceFolder], removed: [WorkspaceFolder]) {
      self.added = added
      self.removed = removed
    }
  }
}

extension LSP {
  /// `workspace/didChangeWorkspaceFolders`.
  package struct DidChangeWorkspaceFoldersParams: Codable, Hashable, Sendable {
    /// What changed.
    package var event: WorkspaceFoldersChangeEvent

    /// Makes one.
    package init(event: WorkspaceFoldersChangeEvent) {
      self.event = event
    }
  }
}
