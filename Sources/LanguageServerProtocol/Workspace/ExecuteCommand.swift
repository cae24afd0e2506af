// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// `workspace/executeCommand`.
  package struct ExecuteCommandParams: Codable, Hashable, Sendable {
    /// The command's identifier.
    package var command: String
    /// Its arguments.
    package var arguments: [JSONValue]?
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(command: String, arguments: [JSONValue]? = nil, workDoneToken: ProgressToken? = nil) {
      self.command = command
      self.arguments = arguments
      self.workDoneToken = workDoneToken
    }
  }
}
