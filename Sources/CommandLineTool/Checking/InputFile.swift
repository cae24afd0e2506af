// SPDX-License-Identifier: Apache-2.0
import SourceText
import YAMLSyntax

/// A file that was asked for, with what reading it gave.
struct InputFile: Sendable {
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
  var path: String
  /// The absolute path; nil for standard input without a name.
  var absolutePath: String?
  /// Where its text comes from.
  var origin: Origin
  /// The workspace that it is a part of; nil where nobody asked yet.
  var workspace: Workspace?
  /// Its text and how it was encoded; nil where it could not be read.
  var input: DecodedInput?
  /// The bytes as they were read, to tell whether the file changed since.
  var rawBytes: [UInt8]?
  /// Why it could not be read.
  var failure: String?
}
