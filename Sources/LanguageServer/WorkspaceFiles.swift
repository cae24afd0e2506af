// SPDX-License-Identifier: Apache-2.0

/// The files of a workspace on disk, as far as the server reads them; whoever starts the server provides it.
package protocol WorkspaceFiles: Sendable {
  /// A file's bytes; nil where it cannot be read.
  func contents(of path: String) -> [UInt8]?
  /// Something that is another after a change of a file, found without reading it; nil for a file that is not there.
  func stamp(of path: String) -> Int?
  /// Whether `stamp` tells anything.
  var hasStamps: Bool { get }
  /// The absolute paths of the workflow files below a folder, sorted.
  func workflowFiles(below folder: String) -> [String]
  /// The absolute paths of the scenario files below a folder, sorted.
  func scenarioFiles(below folder: String) -> [String]
  /// The absolute paths of the files below a folder that may be of another dialect: KubeVela's, Cloudify's; sorted.
  func foreignFiles(below folder: String) -> [String]
  /// The absolute paths of the files below a folder that may import others, sorted.
  func importingFiles(below folder: String) -> [String]
  /// The absolute paths of the files below a folder that define step types, sorted.
  func definitionFiles(below folder: String) -> [String]
  /// The absolute paths of all files below a folder, whatever they hold, sorted; none of them is read.
  func allFiles(below folder: String) -> [String]
  /// The folder of the nearest `.wflint.yaml` at or above `folder`; nil where there is none.
  func configurationFolder(for folder: String) -> String?
}

extension WorkspaceFiles {
  /// Nothing is told.
  package func stamp(of path: String) -> Int? { nil }
  /// No.
  package var hasStamps: Bool { false }
  /// None.
  package func scenarioFiles(below folder: String) -> [String] { [] }
  /// None.
  package func foreignFiles(below folder: String) -> [String] { [] }
  /// None.
  package func importingFiles(below folder: String) -> [String] { [] }
  /// None.
  package func definitionFiles(below folder: String) -> [String] { [] }
  /// None.
  package func allFiles(below folder: String) -> [String] { [] }
}
