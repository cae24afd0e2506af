// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/diagnostic`: pulls the findings of a document.
  package struct DocumentDiagnosticParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The provider's identifier.
    package var identifier: String?
    /// The last result that the client has.
    package var previousResultId: String?
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, identifier: String? = nil, previousResultId: String? = nil,
      workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.identifier = identifier
      self.previousResultId = previousResultId
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// The findings, or that they are the same as before.
  package struct DocumentDiagnosticReport: Codable, Hashable, Sendable {
    /// `full` or `unchanged`.
    package var kind: String
    /// Names this result in the next request.
    package var resultId: String?
    /// The findings; absent where they are unchanged.
    package var items: [Diagnostic]?

    /// Makes one; what may be absent is absent at first.
    package init(kind: String, resultId: String? = nil, items: [Diagnostic]? = nil) {
      self.kind = kind
      self.resultId = resultId
      self.items = items
    }
  }
}

extension LSP {
  /// A result that the client has.
  package struct PreviousResultId: Codable, Hashable, Sendable {
    /// The document.
    package var uri: String
    /// The result's name.
    package var value: String

    /// Makes one.
    package init(uri: String, value: String) {
      self.uri = uri
      self.value = value
    }
  }
}

extension LSP {
  /// `workspace/diagnostic`: pulls the findings of all documents.
  package struct WorkspaceDiagnosticParams: Codable, Hashable, Sendable {
    /// The provider's identifier.
    package var identifier: String?
    /// What the client has.
    package var previousResultIds: [PreviousResultId]
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      identifier: String? = nil, previousResultIds: [PreviousResultId], workDoneToken: ProgressToken? = nil,
      partialResultToken: ProgressToken? = nil
    ) {
      self.identifier = identifier
      self.previousResultIds = previousResultIds
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// The findings of one document of the workspace.
  package struct WorkspaceDocumentDiagnosticReport: Codable, Hashable, Sendable {
    /// The document.
    package var uri: String
    /// Its version where it is open, else null.
    package var version: Int?
    /// `full` or `unchanged`.
    package var kind: String
    /// Names this result in the next request.
    package var resultId: String?
    /// The findings; absent where they are unchanged.
    package var items: [Diagnostic]?

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, version: Int? = nil, kind: String, resultId: String? = nil, items: [Diagnostic]? = nil) {
      self.uri = uri
      self.version = version
      self.kind = kind
      self.resultId = resultId
      self.items = items
    }

    /// Writes an absent version as null, as the protocol wants it.
    package func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(uri, forKey: .uri)
      try members.encode(version, forKey: .version)
      try members.encode(kind, forKey: .kind)
      try members.encodeIfPresent(resultId, forKey: .resultId)
      try members.encodeIfPresent(items, forKey: .items)
    }
  }
}

extension LSP {
  /// The findings of all documents.
  package struct WorkspaceDiagnosticReport: Codable, Hashable, Sendable {
    /// By document.
    package var items: [WorkspaceDocumentDiagnosticReport]

    /// Makes one.
    package init(items: [WorkspaceDocumentDiagnosticReport]) {
      self.items = items
    }
  }
}

extension LSP {
  /// Goes with `ServerCancelled` on a pull.
  package struct DiagnosticServerCancellationData: Codable, Hashable, Sendable {
    /// Whether the client should ask again.
    package var retriggerRequest: Bool

    /// Makes one.
    package init(retriggerRequest: Bool) {
      self.retriggerRequest = retriggerRequest
    }
  }
}
