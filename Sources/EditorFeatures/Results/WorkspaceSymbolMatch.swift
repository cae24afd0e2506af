// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Rules
package import SourceText
import WorkflowModel

/// Something of the workspace that people may go to by its name.
package struct WorkspaceSymbolMatch: Sendable {
  /// Its name.
  package var name: String
  /// Whether it is a workflow; else a step.
  package var isWorkflow: Bool
  /// The workflow that holds it.
  package var container: String?
  /// The file.
  package var document: TargetDocument
  /// The name's text in the file.
  package var range: TextRange

  /// Makes a match.
  package init(name: String, isWorkflow: Bool, container: String?, document: TargetDocument, range: TextRange) {
    self.name = name
    self.isWorkflow = isWorkflow
    self.container = container
    self.document = document
    self.range = range
  }

  /// Whether a name holds the letters of a query in their order, whatever their case; an empty query matches all.
  package static func matches(_ name: String, _ query: String) -> Bool {
    var wanted = query.lowercased().utf8.filter { $0 != 0x20 }[...]
    for byte in name.lowercased().utf8 where byte == wanted.first { wanted = wanted.dropFirst() }
    return wanted.isEmpty
  }

  /// The workflows and steps of a document whose name matches.
  package static func all(
    of analyzed: AnalyzedDocument, in document: TargetDocument, matching query: String
  ) -> [WorkspaceSymbolMatch] {
    var result: [WorkspaceSymbolMatch] = []
    for workflow in analyzed.contexts.map(\.workflow) {
      let name = workflow.name
      if let name, matches(name.value, query) {
        result.append(
          WorkspaceSymbolMatch(
            name: name.value, isWorkflow: true, container: nil, document: document, range: name.range))
      }
      for id in workflow.steps.compactMap(\.id) where matches(id.value, query) {
        result.append(
          WorkspaceSymbolMatch(
            name: id.value, isWorkflow: false, container: name?.value, document: document, range: id.range))
      }
    }
    return result
  }
}
