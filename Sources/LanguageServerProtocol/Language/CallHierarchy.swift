// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/prepareCallHierarchy`: what is called here?
  package struct CallHierarchyPrepareParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The place.
    package var position: Position
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(textDocument: TextDocumentIdentifier, position: Position, workDoneToken: ProgressToken? = nil) {
      self.textDocument = textDocument
      self.position = position
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// Something that calls or is called.
  package struct CallHierarchyItem: Codable, Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its picture.
    package var kind: SymbolKind
    /// How it is shown.
    package var tags: [SymbolTag]?
    /// What stands beside it.
    package var detail: String?
    /// Its document.
    package var uri: String
    /// All of it.
    package var range: Range
    /// Its name.
    package var selectionRange: Range
    /// What the server wants back.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      name: String, kind: SymbolKind, tags: [SymbolTag]? = nil, detail: String? = nil, uri: String, range: Range,
      selectionRange: Range, data: JSONValue? = nil
    ) {
      self.name = name
      self.kind = kind
      self.tags = tags
      self.detail = detail
      self.uri = uri
      self.range = range
      self.selectionRange = selectionRange
      self.data = data
    }
  }
}

extension LSP {
  /// `callHierarchy/incomingCalls`: who calls it?
  package struct CallHierarchyIncomingCallsParams: Codable, Hashable, Sendable {
    /// What is called.
    package var item: CallHierarchyItem
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      item: CallHierarchyItem, workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil
    ) {
      self.item = item
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// A caller.
  package struct CallHierarchyIncomingCall: Codable, Hashable, Sendable {
    /// Who calls.
    package var from: CallHierarchyItem
    /// Where in it.
    package var fromRanges: [Range]

    /// Makes one.
    package init(from: CallHierarchyItem, fromRanges: [Range]) {
      self.from = from
      self.fromRanges = fromRanges
    }
  }
}

extension LSP {
  /// `callHierarchy/outgoingCalls`: whom does it call?
  package struct CallHierarchyOutgoingCallsParams: Codable, Hashable, Sendable {
    /// Who calls.
    package var item: CallHierarchyItem
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      item: CallHierarchyItem, workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil
    ) {
      self.item = item
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// One who is called.
  package struct CallHierarchyOutgoingCall: Codable, Hashable, Sendable {
    /// Who is called.
    package var to: CallHierarchyItem
    /// Where in the caller.
    package var fromRanges: [Range]

    /// Makes one.
    package init(to: CallHierarchyItem, fromRanges: [Range]) {
      self.to = to
      self.fromRanges = fromRanges
    }
  }
}
