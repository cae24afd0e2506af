// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Who the client is.
  package struct ClientInfo: Codable, Hashable, Sendable {
    /// Its name.
    package var name: String?
    /// Its version.
    package var version: String?

    /// Makes one; what may be absent is absent at first.
    package init(name: String? = nil, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }
}

extension LSP {
  /// `initialize`: the first request.
  package struct InitializeParams: Codable, Hashable, Sendable {
    /// The process whose end ends the server.
    package var processId: Int?
    /// Who the client is.
    package var clientInfo: ClientInfo?
    /// The language of its people.
    package var locale: String?
    /// Deprecated: the folder's path.
    package var rootPath: String?
    /// Deprecated: the folder's URI.
    package var rootUri: String?
    /// Whatever people wrote into their editor's settings.
    package var initializationOptions: JSONValue?
    /// What the client can do.
    package var capabilities: ClientCapabilities?
    /// How much it wants to be told.
    package var trace: TraceValue?
    /// The open folders.
    package var workspaceFolders: [WorkspaceFolder]?

    /// Makes one; what may be absent is absent at first.
    package init(
      processId: Int? = nil, clientInfo: ClientInfo? = nil, locale: String? = nil, rootPath: String? = nil,
      rootUri: String? = nil, initializationOptions: JSONValue? = nil, capabilities: ClientCapabilities? = nil,
      trace: TraceValue? = nil, workspaceFolders: [WorkspaceFolder]? = nil
    ) {
      self.processId = processId
      self.clientInfo = clientInfo
      self.locale = locale
      self.rootPath = rootPath
      self.rootUri = rootUri
      self.initializationOptions = initializationOptions
      self.capabilities = capabilities
      self.trace = trace
      self.workspaceFolders = workspaceFolders
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      processId = members?.lenient(.processId)
      clientInfo = members?.lenient(.clientInfo)
      locale = members?.lenient(.locale)
      rootPath = members?.lenient(.rootPath)
      rootUri = members?.lenient(.rootUri)
      initializationOptions = members?.lenient(.initializationOptions)
      capabilities = members?.lenient(.capabilities)
      trace = members?.lenient(.trace)
      workspaceFolders = members?.lenient(.workspaceFolders)
    }
  }
}

extension LSP {
  /// Who the server is.
  package struct ServerInfo: Codable, Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its version.
    package var version: String?

    /// Makes one; what may be absent is absent at first.
    package init(name: String, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }
}

extension LSP {
  /// What the server can do.
  package struct InitializeResult: Codable, Hashable, Sendable {
    /// What it can do.
    package var capabilities: ServerCapabilities
    /// Who it is.
    package var serverInfo: ServerInfo?

    /// Makes one; what may be absent is absent at first.
    package init(capabilities: ServerCapabilities, serverInfo: ServerInfo? = nil) {
      self.capabilities = capabilities
      self.serverInfo = serverInfo
    }
  }
}

extension LSP {
  /// `initialized`: the client has read the answer.
  package struct InitializedParams: Codable, Hashable, Sendable {

    /// Makes one.
    package init() {}
  }
}

extension LSP {
  /// How much the client wants to be told about the server's work.
  package struct TraceValue: RawRepresentable, Codable, Hashable, Sendable {
    /// The name in the protocol; unknown ones are kept.
    package let rawValue: String

    /// Takes any name.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Nothing.
    package static let off = TraceValue(rawValue: "off")
    /// One line a message.
    package static let messages = TraceValue(rawValue: "messages")
    /// All.
    package static let verbose = TraceValue(rawValue: "verbose")
  }
}

extension LSP {
  /// `$/setTrace`.
  package struct SetTraceParams: Codable, Hashable, Sendable {
    /// How much from now on.
    package var value: TraceValue

    /// Makes one.
    package init(value: TraceValue) {
      self.value = value
    }
  }
}

extension LSP {
  /// `$/logTrace`, from the server.
  package struct LogTraceParams: Codable, Hashable, Sendable {
    /// One line.
    package var message: String
    /// More, for `verbose` only.
    package var verbose: String?

    /// Makes one; what may be absent is absent at first.
    package init(message: String, verbose: String? = nil) {
      self.message = message
      self.verbose = verbose
    }
  }
}
