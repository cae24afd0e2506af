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

/// An object of a file that defines a step type.
package struct ParsedDefinition: Sendable {
  /// The document.
  package var document: YAMLDocument
  /// Its rows, what is wrong against them, and what its dialect's rules see.
  package var lowered: LoweredDocument
  /// The type; nil where it has no name.
  package var definition: StepDefinition?
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
  /// The objects that define step types, in order.
  package let definitions: [ParsedDefinition]

  /// The file's text.
  package var text: SourceText { tree.source }

  /// Parses and lowers a file; never fails.
  ///
  /// - Parameters:
  ///   - path: the path as it is shown; its last part hints at what the file is.
  ///   - text: the file's text.
  ///   - stepTypes: the step types that the workspace declares.
  ///   - stepDefinitions: the step types that files of the workspace define.
  ///   - dialect: the dialect to use whatever the file says; nil to find out.
  ///   - inputProblems: what decoding the file's bytes into `text` found wrong.
  ///   - previous: the file before an edit; what the edit left alone need not be read again.
  package init(
    path: String, text: SourceText, stepTypes: [VariantRow] = [], stepDefinitions: StepDefinitions = StepDefinitions(),
    dialect: String? = nil, inputProblems: [SyntaxProblem] = [], previous: ParsedDocument? = nil
  ) {
    self.path = path
    self.inputProblems = inputProblems
    tree = YAMLParser.parse(text, after: previous?.tree)
    let fileName = DocumentKind.fileName(of: path)
    if fileName == DocumentKind.configurationFileName {
      kind = .configuration
      workflows = []
      definitions = []
      return
    }
    let forced = dialect.flatMap { DialectCatalog.named($0) }
    let hinted = DialectCatalog.hinted(by: fileName)
    let context = LoweringContext(
      customStepTypes: stepTypes, definitions: stepDefinitions.all,
      knownExpressions: previous?.workflows.flatMap { $0.lowered.workflow.expressions } ?? [])
    var workflows: [ParsedWorkflow] = []
    var definitions: [ParsedDefinition] = []
    var kind = fileName.hasSuffix(".sim.yaml") || fileName.hasSuffix(".sim.yml") ? DocumentKind.scenario : .other
    for document in tree.documents {
      if forced == nil, DocumentKind.isScenario(document.root) {
        kind = .scenario
        continue
      }
      let own = DialectCatalog.definitions(in: document, path: path)
      if let first = own.first {
        definitions += own
        kind = .workflow(dialect: first.lowered.workflow.dialect)
        // A list may hold both; a document that is a definition is nothing else.
        if first.document.root == document.root { continue }
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
    self.definitions = definitions
  }

  private init(_ other: ParsedDocument, workflows: [ParsedWorkflow]) {
    path = other.path
    kind = other.kind
    tree = other.tree
    inputProblems = other.inputProblems
    definitions = other.definitions
    self.workflows = workflows
  }

  /// The file in a workspace whose files define step types: workflows of their dialects are lowered again.
  package func lowered(
    with stepDefinitions: StepDefinitions, stepTypes: [VariantRow]
  ) -> ParsedDocument {
    guard !stepDefinitions.isEmpty else { return self }
    let dialects = Set(stepDefinitions.all.map(\.dialect))
    guard workflows.contains(where: { dialects.contains($0.lowered.workflow.dialect) }) else { return self }
    let context = LoweringContext(customStepTypes: stepTypes, definitions: stepDefinitions.all)
    return ParsedDocument(
      self,
      workflows: workflows.map { workflow in
        let name = workflow.lowered.workflow.dialect
        guard dialects.contains(name), let dialect = DialectCatalog.named(name) else { return workflow }
        var workflow = workflow
        workflow.lowered = dialect.lower(workflow.document, context)
        return workflow
      })
  }

  /// Whether a controller runs its workflows tick by tick.
  package var isReconciled: Bool { workflows.contains { $0.lowered.workflow.reconciled != nil } }

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
  fileprivate var isBlank: Bool { root.isNull }
}
