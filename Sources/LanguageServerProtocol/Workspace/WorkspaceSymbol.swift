// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `workspace/symbol`: where is something of this name?
  package struct WorkspaceSymbolParams: Codable, Hashable, Sendable {
    /// Characters of the name, in order; empty for all.
    package var query: String
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(query: String, workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil) {
      self.query = query
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// A symbol somewhere in the workspace.
  package struct WorkspaceSymbol: Codable, Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its picture.
    package var kind: SymbolKind
    /// How it is shown.
    package var tags: [SymbolTag]?
    /// The name of what is around it.
    package var containerName: String?
    /// Where it is.
    package var location: Location
    /// What the server wants back in `workspaceSymbol/resolve`.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      name: String, kind: SymbolKind, tags: [SymbolTag]? = nil, containerName: String? = nil, location: Location,
      data: JSONValue? = nil
    ) {
      self.name = name
      self.kind = kind
      self.tags = tags
      self.containerName = containerName
      self.location = location
      self.data = data
    }
  }
}
