// SPDX-License-Identifier: Apache-2.0
import SourceText
import YAMLSyntax

/// A file that was asked for, with what reading it gave. A class: thousands go from list to list.
final class InputFile: Sendable {
  /// Where its text comes from.
  enum Origin: Hashable, Sendable {
    /// A file that was named.
    case named
    /// A file that was found in a folder.
    case found
    /// Standard input.
    case standardInput
    /// Another file of the workspace, read only because a given one names its workflow.
    case lookedUp
  }

  /// The path as it is shown.
  let path: String
  /// The absolute path; nil for standard input without a name.
  let absolutePath: String?
  /// Where its text comes from.
  let origin: Origin
  /// The workspace that it is a part of; nil where nobody asked yet.
  let workspace: Workspace?
  /// Its text and how it was encoded; nil where it could not be read.
  let input: DecodedInput?
  /// The bytes as they were read, to tell whether the file changed since.
  let rawBytes: [UInt8]?
  /// Why it could not be read.
  let failure: String?

  init(
    path: String, absolutePath: String?, origin: Origin, workspace: Workspace? = nil, input: DecodedInput? = nil,
    rawBytes: [UInt8]? = nil, failure: String? = nil
  ) {
    self.path = path
    self.absolutePath = absolutePath
    self.origin = origin
    self.workspace = workspace
    self.input = input
    self.rawBytes = rawBytes
    self.failure = failure
  }

  /// The same file with what reading it, or mending it, gave.
  func with(_ input: DecodedInput?, rawBytes: [UInt8]? = nil, failure: String? = nil) -> InputFile {
    InputFile(
      path: path, absolutePath: absolutePath, origin: origin, workspace: workspace, input: input, rawBytes: rawBytes,
      failure: failure)
  }
}
