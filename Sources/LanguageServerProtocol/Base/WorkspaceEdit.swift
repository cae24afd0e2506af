// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A document in the version that edits were computed for.
  package struct OptionalVersionedTextDocumentIdentifier: Codable, Hashable, Sendable {
    /// The document.
    package var uri: String
    /// Its version where it is open; null for the one on disk.
    package var version: Int?

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, version: Int? = nil) {
      self.uri = uri
      self.version = version
    }

    /// Writes an absent version as null, as the protocol wants it.
    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(uri, forKey: .uri)
      try members.encode(version, forKey: .version)
    }
  }
}

extension LSP {
  /// What creating a file may do to one that is there.
  package struct CreateFileOptions: Codable, Hashable, Sendable {
    /// Whether it is written over.
    package var overwrite: Bool?
    /// Whether it is left alone.
    package var ignoreIfExists: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(overwrite: Bool? = nil, ignoreIfExists: Bool? = nil) {
      self.overwrite = overwrite
      self.ignoreIfExists = ignoreIfExists
    }
  }
}

extension LSP {
  /// Edits of a document, or a file that is created: the protocol tells them apart by `kind`.
  package struct DocumentChange: Codable, Hashable, Sendable {
    /// The document that is edited.
    package var textDocument: OptionalVersionedTextDocumentIdentifier?
    /// Edits that do not overlap, all of the same version.
    package var edits: [TextEdit]?
    /// `create`; absent for edits.
    package var kind: String?
    /// The file that is created.
    package var uri: String?
    /// How it is.
    package var options: CreateFileOptions?

    /// Edits of a document.
    package init(_ textDocument: OptionalVersionedTextDocumentIdentifier, edits: [TextEdit]) {
      self.textDocument = textDocument
      self.edits = edits
    }

    /// A file that is created where none is.
    package init(creating uri: String) {
      kind = "create"
      self.uri = uri
      options = CreateFileOptions(ignoreIfExists: true)
    }
  }
}

extension LSP {
  /// Edits of several documents.
  package struct WorkspaceEdit: Codable, Hashable, Sendable {
    /// By URI, for clients without `documentChanges`.
    package var changes: [String: [TextEdit]]?
    /// With versions, for clients that can; in the order in which they are made.
    package var documentChanges: [DocumentChange]?

    /// Makes one; what may be absent is absent at first.
    package init(changes: [String: [TextEdit]]? = nil, documentChanges: [DocumentChange]? = nil) {
      self.changes = changes
      self.documentChanges = documentChanges
    }
  }
}

extension LSP {
  /// `workspace/applyEdit`, from the server: please apply this.
  package struct ApplyWorkspaceEditParams: Codable, Hashable, Sendable {
    /// What it is called in the undo menu.
    package var label: String?
    /// The edits.
    package var edit: WorkspaceEdit

    /// Makes one; what may be absent is absent at first.
    package init(label: String? = nil, edit: WorkspaceEdit) {
      self.label = label
      self.edit = edit
    }
  }
}

extension LSP {
  /// Whether the client did.
  package struct ApplyWorkspaceEditResult: Codable, Hashable, Sendable {
    /// Whether all was applied.
    package var applied: Bool
    /// Why not.
    package var failureReason: String?
    /// The index of the first change that failed.
    package var failedChange: Int?

    /// Makes one; what may be absent is absent at first.
    package init(applied: Bool, failureReason: String? = nil, failedChange: Int? = nil) {
      self.applied = applied
      self.failureReason = failureReason
      self.failedChange = failedChange
    }
  }
}
