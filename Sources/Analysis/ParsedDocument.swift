// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import Rules
package import SourceText
package import WorkflowModel
package import YAMLSyntax

/// One workflow of a file as lowering gave it.
package struct ParsedWorkflow: Sendable {
  /// The document.
  package var document: YAMLDocument
  /// What lowering made of it.
  package var lowered: LoweredDocument
  /// Whether it is a workflow by its file's name only.
  package var isHintedOnly: Bool
}

/// A file up to the point where no other file matters: its tree and its workflows.
///
/// Depends on the text, the path and the workspace's own step types alone, so it is kept while other files change.
package struct ParsedDocument: Sendable {
  /// The path as it is shown.
  package let path: String
  /// What the file is.
  package let kind: DocumentKind
  /// The file's tree.
  package let tree: YAMLTree
  /// What decoding the file's bytes into text found wrong.
  package let inputProblems: [SyntaxProblem]
  /// Its workflows, in order.
  package let workflows: [ParsedWorkflow]

  /// The file's text.
  package var text: SourceText { tree.source }

  /// Parses and lowers a file; never fails.
  ///
  /// - Parameters:
  ///   - path: the path as it is shown; its last part hints at what the file is.
  ///   - text: the file's text.
  ///   - stepTypes: the step types that the workspace declares.
  ///   - dialect: the dialect to use whatever the file says; nil to find out.
  ///   - inputProblems: what decoding the file's bytes into `text` found wrong.
  ///   - previous: the file before an edit; what the edit left alone need not be read again.
  package init(
    path: String, text: SourceText, stepTypes: [VariantRow] = [], dialect: String? = nil,
    inputProblems: [SyntaxProblem] = [], previous: ParsedDocument? = nil
  ) {
    self.path = path
    self.inputProblems = inputProblems
    tree = YAMLParser.parse(text, after: previous?.tree)
    let fileName = DocumentKind.fileName(of: path)
    if fileName == DocumentKind.configurationFileName {
      kind = .configuration
      workflows = []
      return
    }
    let forced = dialect.flatMap { DialectCatalog.named($0) }
    let hinted = DialectCatalog.hinted(by: fileName)
    let context = LoweringContext(customStepTypes: stepTypes)
    var workflows: [ParsedWorkflow] = []
    var kind = fileName.hasSuffix(".sim.yaml") || fileName.hasSuffix(".sim.yml") ? DocumentKind.scenario : .other
    for document in tree.documents {
      if forced == nil, DocumentKind.isScenario(document.root) {
        kind = .scenario
        continue
      }
      let claiming = forced ?? DialectCatalog.claiming(document.root)
      guard let dialect = claiming ?? hinted, claiming != nil || !document.isBlank else { continue }
      kind = .workflow(dialect: dialect.name)
      for part in dialect.parts(of: document) {
        workflows.append(
          ParsedWorkflow(document: part, lowered: dialect.lower(part, context), isHintedOnly: claiming == nil))
      }
    }
    if workflows.isEmpty, let hinted, kind == .other { kind = .workflow(dialect: hinted.name) }
    self.kind = kind
    self.workflows = workflows
  }

  /// The scripts of its workflows, in order. Complexity: O(steps + length of the scripts).
  package var embeddedScripts: [EmbeddedScript] {
    workflows.flatMap { EmbeddedScript.all(in: $0.lowered.workflow, of: tree) }
  }

  /// What other files need to know of this one's workflows.
  package func summaries(isGiven: Bool = true) -> [WorkflowSummary] {
    workflows.compactMap { WorkflowSummary($0.lowered.workflow, path: path, text: text, isGiven: isGiven) }
  }
}

extension YAMLDocument {
  /// Whether the document holds nothing.
  fileprivate var isBlank: Bool { root.kind == .scalar && root.scalarType == .null }
}
