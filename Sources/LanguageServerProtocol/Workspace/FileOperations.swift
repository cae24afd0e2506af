// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A file's old and new name.
  package struct FileRename: Codable, Hashable, Sendable {
    /// The old one.
    package var oldUri: String
    /// The new one.
    package var newUri: String

    /// Makes one.
    package init(oldUri: String, newUri: String) {
      self.oldUri = oldUri
      self.newUri = newUri
    }
  }
}

extension LSP {
  /// `workspace/willRenameFiles` and `workspace/didRenameFiles`.
  package struct RenameFilesParams: Codable, Hashable, Sendable {
    /// The files or folders.
    package var files: [FileRename]

    /// Makes one.
    package init(files: [FileRename]) {
      self.files = files
    }
  }
}

extension LSP {
  /// A file that went.
  package struct FileDelete: Codable, Hashable, Sendable {
    /// The file.
    package var uri: String

    /// Makes one.
    package init(uri: String) {
      self.uri = uri
    }
  }
}

extension LSP {
  /// `workspace/didDeleteFiles`.
  package struct DeleteFilesParams: Codable, Hashable, Sendable {
    /// The files or folders.
    package var files: [FileDelete]

    /// Makes one.
    package init(files: [FileDelete]) {
      self.files = files
    }
  }
}

extension LSP {
  /// A file that came.
  package struct FileCreate: Codable, Hashable, Sendable {
    /// The file.
    package var uri: String

    /// Makes one.
    package init(uri: String) {
      self.uri = uri
    }
  }
}

extension LSP {
  /// `workspace/didCreateFiles`.
  package struct CreateFilesParams: Codable, Hashable, Sendable {
    /// The files or folders.
    package var files: [FileCreate]

    /// Makes one.
    package init(files: [FileCreate]) {
      self.files = files
    }
  }
}
