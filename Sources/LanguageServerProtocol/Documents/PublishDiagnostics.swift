// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `textDocument/publishDiagnostics`, from the server: all findings of a document.
  package struct PublishDiagnosticsParams: Codable, Hashable, Sendable {
    /// The document, as the client spelled it.
    package var uri: String
    /// The version that they were found in.
    package var version: Int?
    /// All of them; empty clears.
    package var diagnostics: [Diagnostic]

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, version: Int? = nil, diagnostics: [Diagnostic]) {
      self.uri = uri
      self.version = version
      self.diagnostics = diagnostics
    }
  }
}
