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
  /// Edits of one document in one version.
  package struct TextDocumentEdit: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: OptionalVersionedTextDocumentIdentifier
    /// Edits that do not overlap, all of the same version.
    package var edits: [TextEdit]

    /// Makes one.
    package init(textDocument: OptionalVersionedTextDocumentIdentifier, edits: [TextEdit]) {
      self.textDocument = textDocument
      self.edits = edits
    }
  }
}

extension LSP {
  /// Edits of several documents.
  package struct WorkspaceEdit: Codable, Hashable, Sendable {
    /// By URI, for clients without `documentChanges`.
    package var changes: [String: [TextEdit]]?
    /// With versions, for clients that can.
    package var documentChanges: [TextDocumentEdit]?

    /// Makes one; what may be absent is absent at first.
    package init(changes: [String: [TextEdit]]? = nil, documentChanges: [TextDocumentEdit]? = nil) {
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
