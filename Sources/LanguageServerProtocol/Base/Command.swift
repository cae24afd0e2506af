// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Something that the client asks the server, or itself, to execute.
  package struct Command: Codable, Hashable, Sendable {
    /// What people read.
    package var title: String
    /// The command's identifier.
    package var command: String
    /// Its arguments.
    package var arguments: [JSONValue]?

    /// Makes one; what may be absent is absent at first.
    package init(title: String, command: String, arguments: [JSONValue]? = nil) {
      self.title = title
      self.command = command
      self.arguments = arguments
    }
  }
}
