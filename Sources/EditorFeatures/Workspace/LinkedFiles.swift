// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import SourceText
package import WorkflowModel

/// The other files of a workspace that a document's features need; whoever calls them collects it.
package struct LinkedFiles: Sendable {
  /// Of a scenario file: the workflow files that it names.
  package var workflows: [ParsedDocument]
  /// Of a scenario file: the workflow files that those call, and so on, which are not among them.
  package var called: [ParsedDocument] = []
  /// Of a scenario file: the blueprints among `workflows`, as they are deployed.
  package var deployed: [DeployedFile] = []
  /// Of a workflow file: the scenario files that name it.
  package var scenarios: [ParsedDocument]
  /// The absolute paths of the workspace's workflow files, sorted.
  package var workflowPaths: [String]
  /// The names of the workspace's workflows, sorted.
  package var workflowNames: [String]
  /// The people and things that the workspace knows by name.
  package var directory: Directory
  /// All files of the workspace, by their names.
  package var paths: WorkspacePaths
  /// The workspace's folder with a slash at its end: what paths are relative to where nothing else is said.
  package var root: String

  /// Makes a collection; of nothing unless said.
  package init(
    workflows: [ParsedDocument] = [], scenarios: [ParsedDocument] = [], workflowPaths: [String] = [],
    workflowNames: [String] = [], directory: Directory = Directory(),
    paths: WorkspacePaths = WorkspacePaths(), root: String = ""
  ) {
    self.paths = paths
    self.root = root
    self.directory = directory
    self.workflows = workflows
    self.scenarios = scenarios
    self.workflowPaths = workflowPaths
    self.workflowNames = workflowNames
  }
}
