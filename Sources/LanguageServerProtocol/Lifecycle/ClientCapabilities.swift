// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What the client can do; everything may be absent.
  package struct ClientCapabilities: Codable, Hashable, Sendable {
    /// Of no special feature.
    package var general: GeneralClientCapabilities?
    /// In documents.
    package var textDocument: TextDocumentClientCapabilities?
    /// In the workspace.
    package var workspace: WorkspaceClientCapabilities?
    /// In windows.
    package var window: WindowClientCapabilities?
    /// Outside of the protocol.
    package var experimental: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      general: GeneralClientCapabilities? = nil, textDocument: TextDocumentClientCapabilities? = nil,
      workspace: WorkspaceClientCapabilities? = nil, window: WindowClientCapabilities? = nil,
      experimental: JSONValue? = nil
    ) {
      self.general = general
      self.textDocument = textDocument
      self.workspace = workspace
      self.window = window
      self.experimental = experimental
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      general = members?.lenient(.general)
      textDocument = members?.lenient(.textDocument)
      workspace = members?.lenient(.workspace)
      window = members?.lenient(.window)
      experimental = members?.lenient(.experimental)
    }
  }
}

extension LSP {
  /// What the client does about answers that are too late.
  package struct StaleRequestSupport: Codable, Hashable, Sendable {
    /// Whether it cancels such requests itself.
    package var cancel: Bool?
    /// Methods that it asks again after `ContentModified`.
    package var retryOnContentModified: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(cancel: Bool? = nil, retryOnContentModified: [String]? = nil) {
      self.cancel = cancel
      self.retryOnContentModified = retryOnContentModified
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      cancel = members?.lenient(.cancel)
      retryOnContentModified = members?.lenient(.retryOnContentModified)
    }
  }
}

extension LSP {
  /// What the client can do at all.
  package struct GeneralClientCapabilities: Codable, Hashable, Sendable {
    /// About answers that are too late.
    package var staleRequestSupport: StaleRequestSupport?
    /// The units of columns that it knows, best first.
    package var positionEncodings: [String]?

    /// Makes one; what may be absent is absent at first.
    package init(staleRequestSupport: StaleRequestSupport? = nil, positionEncodings: [String]? = nil) {
      self.staleRequestSupport = staleRequestSupport
      self.positionEncodings = positionEncodings
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      staleRequestSupport = members?.lenient(.staleRequestSupport)
      positionEncodings = members?.lenient(.positionEncodings)
    }
  }
}

extension LSP {
  /// Whether a feature can be registered later.
  package struct DynamicRegistration: Codable, Hashable, Sendable {
    /// Whether it can.
    package var dynamicRegistration: Bool?
    /// Whether watched patterns may be relative to a folder.
    package var relativePatternSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(dynamicRegistration: Bool? = nil, relativePatternSupport: Bool? = nil) {
      self.dynamicRegistration = dynamicRegistration
      self.relativePatternSupport = relativePatternSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      relativePatternSupport = members?.lenient(.relativePatternSupport)
    }
  }
}

extension LSP {
  /// A capability of windows.
  package struct WorkDoneSupport: Codable, Hashable, Sendable {
    /// Whether it is there.
    package var support: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(support: Bool? = nil) {
      self.support = support
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      support = members?.lenient(.support)
    }
  }
}

extension LSP {
  /// What the client's windows can do.
  package struct WindowClientCapabilities: Codable, Hashable, Sendable {
    /// Show progress that the server begins.
    package var workDoneProgress: Bool?
    /// Show a document.
    package var showDocument: WorkDoneSupport?

    /// Makes one; what may be absent is absent at first.
    package init(workDoneProgress: Bool? = nil, showDocument: WorkDoneSupport? = nil) {
      self.workDoneProgress = workDoneProgress
      self.showDocument = showDocument
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      workDoneProgress = members?.lenient(.workDoneProgress)
      showDocument = members?.lenient(.showDocument)
    }
  }
}
