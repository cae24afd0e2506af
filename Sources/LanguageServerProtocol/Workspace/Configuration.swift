// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `workspace/didChangeConfiguration`.
  package struct DidChangeConfigurationParams: Codable, Hashable, Sendable {
    /// All settings, or null from clients that want to be asked.
    package var settings: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(settings: JSONValue? = nil) {
      self.settings = settings
    }
  }
}

extension LSP {
  /// Settings that the server asks for.
  package struct ConfigurationItem: Codable, Hashable, Sendable {
    /// For which document or folder.
    package var scopeUri: String?
    /// Which.
    package var section: String?

    /// Makes one; what may be absent is absent at first.
    package init(scopeUri: String? = nil, section: String? = nil) {
      self.scopeUri = scopeUri
      self.section = section
    }
  }
}

extension LSP {
  /// `workspace/configuration`, from the server.
  package struct ConfigurationParams: Codable, Hashable, Sendable {
    /// What it asks for; the answer is a list of as many values.
    package var items: [ConfigurationItem]

    /// Makes one.
    package init(items: [ConfigurationItem]) {
      self.items = items
    }
  }
}
