// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Which edits of several documents the client applies.
  package struct WorkspaceEditClientCapabilities: Codable, Hashable, Sendable {
    /// With versions.
    package var documentChanges: Bool?
    /// `create`, `rename`, `delete`.
    package var resourceOperations: [String]?
    /// What it does when one fails.
    package var failureHandling: String?

    /// Makes one; what may be absent is absent at first.
    package init(documentChanges: Bool? = nil, resourceOperations: [String]? = nil, failureHandling: String? = nil) {
      self.documentChanges = documentChanges
      self.resourceOperations = resourceOperations
      self.failureHandling = failureHandling
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      documentChanges = members?.lenient(.documentChanges)
      resourceOperations = members?.lenient(.resourceOperations)
      failureHandling = members?.lenient(.failureHandling)
    }
  }
}

extension LSP {
  /// Whether the server may ask for new answers.
  package struct RefreshClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it may.
    package var refreshSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(refreshSupport: Bool? = nil) {
      self.refreshSupport = refreshSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      refreshSupport = members?.lenient(.refreshSupport)
    }
  }
}

extension LSP {
  /// Which events of files the client tells.
  package struct FileOperationClientCapabilities: Codable, Hashable, Sendable {
    /// Whether they can be registered later.
    package var dynamicRegistration: Bool?
    /// After renaming.
    package var didRename: Bool?
    /// Before renaming, waiting for edits.
    package var willRename: Bool?
    /// After deleting.
    package var didDelete: Bool?
    /// Before deleting.
    package var willDelete: Bool?
    /// After creating.
    package var didCreate: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, didRename: Bool? = nil, willRename: Bool? = nil, didDelete: Bool? = nil,
      willDelete: Bool? = nil, didCreate: Bool? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.didRename = didRename
      self.willRename = willRename
      self.didDelete = didDelete
      self.willDelete = willDelete
      self.didCreate = didCreate
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      didRename = members?.lenient(.didRename)
      willRename = members?.lenient(.willRename)
      didDelete = members?.lenient(.didDelete)
      willDelete = members?.lenient(.willDelete)
      didCreate = members?.lenient(.didCreate)
    }
  }
}

extension LSP {
  /// What the client can do in the workspace.
  package struct WorkspaceClientCapabilities: Codable, Hashable, Sendable {
    /// Apply edits that the server sends.
    package var applyEdit: Bool?
    /// About edits of several documents.
    package var workspaceEdit: WorkspaceEditClientCapabilities?
    /// About changes of settings.
    package var didChangeConfiguration: DynamicRegistration?
    /// About watched files.
    package var didChangeWatchedFiles: DynamicRegistration?
    /// About symbols of the workspace.
    package var symbol: DynamicRegistration?
    /// About commands.
    package var executeCommand: DynamicRegistration?
    /// Several folders.
    package var workspaceFolders: Bool?
    /// Whether the server may ask for settings.
    package var configuration: Bool?
    /// About pulled findings.
    package var diagnostics: RefreshClientCapabilities?
    /// About semantic tokens.
    package var semanticTokens: RefreshClientCapabilities?
    /// About inlay hints.
    package var inlayHint: RefreshClientCapabilities?
    /// About code lenses.
    package var codeLens: RefreshClientCapabilities?
    /// About events of files.
    package var fileOperations: FileOperationClientCapabilities?

    /// Makes one; what may be absent is absent at first.
    package init(
      applyEdit: Bool? = nil, workspaceEdit: WorkspaceEditClientCapabilities? = nil,
      didChangeConfiguration: DynamicRegistration? = nil, didChangeWatchedFiles: DynamicRegistration? = nil,
      symbol: DynamicRegistration? = nil, executeCommand: DynamicRegistration? = nil, workspaceFolders: Bool? = nil,
      configuration: Bool? = nil, diagnostics: RefreshClientCapabilities? = nil,
      semanticTokens: RefreshClientCapabilities? = nil, inlayHint: RefreshClientCapabilities? = nil,
      codeLens: RefreshClientCapabilities? = nil, fileOperations: FileOperationClientCapabilities? = nil
    ) {
      self.applyEdit = applyEdit
      self.workspaceEdit = workspaceEdit
      self.didChangeConfiguration = didChangeConfiguration
      self.didChangeWatchedFiles = didChangeWatchedFiles
      self.symbol = symbol
      self.executeCommand = executeCommand
      self.workspaceFolders = workspaceFolders
      self.configuration = configuration
      self.diagnostics = diagnostics
      self.semanticTokens = semanticTokens
      self.inlayHint = inlayHint
      self.codeLens = codeLens
      self.fileOperations = fileOperations
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      applyEdit = members?.lenient(.applyEdit)
      workspaceEdit = members?.lenient(.workspaceEdit)
      didChangeConfiguration = members?.lenient(.didChangeConfiguration)
      didChangeWatchedFiles = members?.lenient(.didChangeWatchedFiles)
      symbol = members?.lenient(.symbol)
      executeCommand = members?.lenient(.executeCommand)
      workspaceFolders = members?.lenient(.workspaceFolders)
      configuration = members?.lenient(.configuration)
      diagnostics = members?.lenient(.diagnostics)
      semanticTokens = members?.lenient(.semanticTokens)
      inlayHint = members?.lenient(.inlayHint)
      codeLens = members?.lenient(.codeLens)
      fileOperations = members?.lenient(.fileOperations)
    }
  }
}
