// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import SourceText
package import WorkflowModel
import YAMLSyntax

/// A blueprint that a scenario file runs, with all that it imports, and what becomes of it once it is deployed.
package struct DeployedFile: Sendable {
  /// The blueprint's main file, prepared with its imports.
  package let document: AnalyzedDocument
  /// Its deployment with the inputs that the scenario file gives.
  package let model: DeploymentModel
  /// The inputs that its main file declares.
  package let inputs: [InputDeclaration]
  /// The names that its files declare, by their kind and themselves.
  private let declared: [String: [String: DeclaredName]]

  /// Deploys a blueprint; nil for a file that is not deployed. Complexity: linear in its files.
  ///
  /// - Parameter scenarios: the scenario file.
  package init?(_ document: AnalyzedDocument, for scenarios: ParsedDocument) {
    guard let part = document.parsed.workflows.first, let details = part.lowered.details as? any DeployableDetails,
      let linkage = document.linkage
    else { return nil }
    let inputs = scenarios.tree.documents.first?.root.mergedEntry("inputs")?.value.resolved
    let workflow = details.deployed(
      part.lowered.workflow, inputs: inputs, at: document.parsed.path, linkage.imports, folders: linkage.folders
    ).workflow
    guard let model = workflow.model else { return nil }
    self.document = document
    self.model = model
    self.inputs = part.lowered.workflow.inputs
    var declared: [String: [String: DeclaredName]] = [:]
    for place in document.vocabularies.last?.places ?? [] where place.isDeclaration {
      declared[place.name.kind, default: [:]][place.name.name] = place.name
    }
    self.declared = declared
  }

  /// What the deployment calls by a name, as some file declares it, and where its name there begins in the text: behind
  /// the namespace that an import gave it.
  func declaration(_ kind: String, _ name: String) -> (name: DeclaredName, start: Int)? {
    if let own = declared[kind]?[name] { return (own, 0) }
    let bytes = Array(name.utf8)
    guard let dash = bytes.indices.dropLast().last(where: { bytes[$0] == 0x2D && bytes[$0 + 1] == 0x2D }),
      let own = declared[kind]?[String(decoding: bytes[(dash + 2)...], as: UTF8.self)]
    else { return nil }
    return (own, dash + 2)
  }

  /// What its files declare of a kind, by name.
  func declarations(_ kind: String) -> [DeclaredName] { (declared[kind] ?? [:]).values.sorted { $0.name < $1.name } }

  /// What is told of a declared name, as Markdown.
  func documentation(of name: DeclaredName) -> String? {
    document.vocabularies.lazy.compactMap { $0.documentation(of: name) }.first
  }
}
