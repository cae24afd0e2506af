// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What happened to a file.
  package struct FileChangeType: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// It came.
    package static let created = FileChangeType(rawValue: 1)
    /// It changed.
    package static let changed = FileChangeType(rawValue: 2)
    /// It went.
    package static let deleted = FileChangeType(rawValue: 3)
  }
}

extension LSP {
  /// Something happened to a file.
  package struct FileEvent: Codable, Hashable, Sendable {
    /// The file.
    package var uri: String
    /// What.
    package var type: FileChangeType

    /// Makes one.
    package init(uri: String, type: FileChangeType) {
      self.uri = uri
      self.type = type
    }
  }
}

extension LSP {
  /// `workspace/didChangeWatchedFiles`.
  package struct DidChangeWatchedFilesParams: Codable, Hashable, Sendable {
    /// What happened, in order.
    package var changes: [FileEvent]

    /// Makes one.
    package init(changes: [FileEvent]) {
      self.changes = changes
    }
  }
}

extension LSP {
  /// Files to be watched.
  package struct FileSystemWatcher: Codable, Hashable, Sendable {
    /// Which.
    package var globPattern: String
    /// A sum of 1 for created, 2 for changed, 4 for deleted; 7 where absent.
    package var kind: Int?

    /// Makes one; what may be absent is absent at first.
    package init(globPattern: String, kind: Int? = nil) {
      self.globPattern = globPattern
      self.kind = kind
    }
  }
}

extension LSP {
  /// Files to be watched.
  package struct DidChangeWatchedFilesRegistrationOptions: Codable, Hashable, Sendable {
    /// All of them.
    package var watchers: [FileSystemWatcher]

    /// Makes one.
    package init(watchers: [FileSystemWatcher]) {
      self.watchers = watchers
    }
  }
}
