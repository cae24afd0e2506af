// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import Dialect
import SourceText
package import WorkflowModel

/// What a workspace's `.wflint.yaml` says.
package struct Configuration: Sendable {
  /// Rules' severities for the files that some globs match.
  package struct Override: Sendable {
    /// The glob of paths, relative to the configuration's folder.
    package var glob: String
    /// Severities by code; nil switches a rule off.
    package var severities: [String: Severity?]
  }

  /// The people and things that the workspace knows.
  package var directory = Directory()
  /// The step types that the workspace declares.
  package var stepTypes: [VariantRow] = []
  /// Rules' severities by code; nil switches a rule off.
  package var severities: [String: Severity?] = [:]
  /// Rules' severities for some files, in the order written; a later one wins.
  package var overrides: [Override] = []
  /// Globs of files that are left out when folders are walked.
  package var excludes: [String] = []
  /// Folders where imports may be, relative to the configuration's own.
  package var importFolders: [String] = []
  /// Folders with files that define step types, relative to the configuration's own.
  package var definitionFolders: [String] = []

  /// The configuration of a workspace without a file.
  package init() {}

  /// The severities that hold for one file.
  ///
  /// - Parameter path: the file's path relative to the configuration's folder.
  package func severities(for path: String) -> [String: Severity?] {
    var result = severities
    for override in overrides where Self.matches(override.glob, path) {
      result.merge(override.severities) { $1 }
    }
    return result
  }

  /// Whether a file is left out when folders are walked.
  package func excludes(_ path: String) -> Bool { excludes.contains { Self.matches($0, path) } }

  private static func matches(_ glob: String, _ path: String) -> Bool { (try? Glob(glob))?.matches(path) ?? false }
}
