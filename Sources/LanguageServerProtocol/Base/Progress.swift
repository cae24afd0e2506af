// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Work begins.
  package struct WorkDoneProgressBegin: Codable, Hashable, Sendable {
    /// Always `begin`.
    package var kind: String
    /// What is being done: "Indexing".
    package var title: String
    /// Whether people may stop it.
    package var cancellable: Bool?
    /// Where it stands.
    package var message: String?
    /// From 0 to 100; never falls.
    package var percentage: Int?

    /// Makes one; what may be absent is absent at first.
    package init(
      kind: String = "begin", title: String, cancellable: Bool? = nil, message: String? = nil, percentage: Int? = nil
    ) {
      self.kind = kind
      self.title = title
      self.cancellable = cancellable
      self.message = message
      self.percentage = percentage
    }
  }
}

extension LSP {
  /// Work goes on.
  package struct WorkDoneProgressReport: Codable, Hashable, Sendable {
    /// Always `report`.
    package var kind: String
    /// Whether people may stop it.
    package var cancellable: Bool?
    /// Where it stands.
    package var message: String?
    /// From 0 to 100; never falls.
    package var percentage: Int?

    /// Makes one; what may be absent is absent at first.
    package init(kind: String = "report", cancellable: Bool? = nil, message: String? = nil, percentage: Int? = nil) {
      self.kind = kind
      self.cancellable = cancellable
      self.message = message
      self.percentage = percentage
    }
  }
}

extension LSP {
  /// Work is done.
  package struct WorkDoneProgressEnd: Codable, Hashable, Sendable {
    /// Always `end`.
    package var kind: String
    /// What came of it.
    package var message: String?

    /// Makes one; what may be absent is absent at first.
    package init(kind: String = "end", message: String? = nil) {
      self.kind = kind
      self.message = message
    }
  }
}

extension LSP {
  /// `window/workDoneProgress/create`, from the server: may I report under this token?
  package struct WorkDoneProgressCreateParams: Codable, Hashable, Sendable {
    /// The token.
    package var token: ProgressToken

    /// Makes one.
    package init(token: ProgressToken) {
      self.token = token
    }
  }
}

extension LSP {
  /// `window/workDoneProgress/cancel`: people stopped the work.
  package struct WorkDoneProgressCancelParams: Codable, Hashable, Sendable {
    /// Whose.
    package var token: ProgressToken

    /// Makes one.
    package init(token: ProgressToken) {
      self.token = token
    }
  }
}

extension LSP {
  /// `$/progress`: a report or a partial result.
  package struct ProgressParams: Codable, Hashable, Sendable {
    /// Which work.
    package var token: ProgressToken
    /// What is reported.
    package var value: JSONValue

    /// Makes one.
    package init(token: ProgressToken, value: JSONValue) {
      self.token = token
      self.value = value
    }
  }
}
