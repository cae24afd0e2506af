// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

extension SimulationInput {
  /// Deploys a document that must be, with what it imports; false for one that runs as it is.
  ///
  /// - Throws: `Failure` where the product would refuse the document or the inputs.
  static func deploy(
    _ document: ParsedDocument, _ first: ParsedDocument, _ inputsPath: String?, _ locator: inout WorkspaceLocator,
    _ workflows: inout [(Workflow, LoweredDocument)]
  ) throws(Failure) -> Bool {
    guard let parsed = document.workflows.first,
      let details = parsed.lowered.details as? any DeployableDetails
    else { return false }
    let workspace = locator.workspace(for: FileSystem.parent(of: FileSystem.absolutePath(document.path)))
    let prefix = FileSystem.displayPath(workspace.root)
    let snapshot = WorkspaceSnapshot(
      configuration: workspace.configuration, root: prefix == "." || prefix.isEmpty ? "" : prefix + "/")
    var collector = ImportCollector(
      folders: snapshot.importFolders,
      read: { path in
        guard case .success(let bytes) = FileSystem.contents(of: path) else { return nil }
        let input = InputDecoding.decode(bytes)
        return ParsedDocument(
          path: path, text: input.source, dialect: parsed.lowered.workflow.dialect, inputProblems: input.problems)
      },
      isPresent: { FileSystem.isFile($0) })
    collector.collect(document)
    try refuseErrors(of: document, in: WorkspaceSnapshot(imports: collector.files))
    var inputs = first.kind == .scenario ? first.tree.documents.first?.root.mergedEntry("inputs")?.value.resolved : nil
    if let inputsPath {
      let file = try parse(inputsPath, &locator)
      guard let root = file.tree.documents.first?.root, root.kind == .mapping else {
        throw Failure(description: "\(inputsPath): holds no inputs; expected a mapping of names to values")
      }
      inputs = root
    }
    let (workflow, problems) = details.deployed(
      parsed.lowered.workflow, inputs: inputs, at: document.path, collector.files, folders: snapshot.importFolders)
    if !problems.isEmpty {
      throw Failure(
        description: "\(document.path): no deployment can be made: \(problems.joined(separator: "; "))"
          + (inputs == nil ? "; --inputs FILE or the scenario file's `inputs` gives values" : ""))
    }
    workflows.append((workflow, parsed.lowered))
    return true
  }
}
