// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import Schedule
package import SourceText
import Synchronization
package import WorkflowModel
package import YAMLSyntax

/// What a rule sees of a file.
package struct FileContext: Sendable {
  /// The file's tree.
  package var tree: YAMLTree
  /// The file's path as it is shown.
  package var path: String
  /// What lowering made of each document that is a workflow.
  package var documents: [LoweredDocument]
  /// What decoding the file's bytes into text found wrong.
  package var inputProblems: [SyntaxProblem]

  /// Makes a context.
  package init(
    tree: YAMLTree, path: String, documents: [LoweredDocument], inputProblems: [SyntaxProblem] = []
  ) {
    self.inputProblems = inputProblems
    self.tree = tree
    self.path = path
    self.documents = documents
  }

  /// The file's text.
  package var text: SourceText { tree.source }
}

/// What a rule sees of a workflow.
package final class WorkflowContext: Sendable {
  /// The file's tree.
  package let tree: YAMLTree
  /// The file's path as it is shown.
  package let path: String
  /// The document's root.
  package let root: YAMLNode
  /// What lowering made of the document.
  package let lowered: LoweredDocument
  /// The workflow of `lowered`: stored, since handing it on from there copies the whole of it.
  package let workflow: Workflow
  /// The order of its steps.
  package let graph: DependencyGraph
  /// The people and things that the workspace knows.
  package let directory: Directory
  /// The other workflows; nil where nothing is known of them.
  package let workspace: WorkspaceSummary?
  /// What supplies inputs, once somebody has asked.
  let knownSupplies = Mutex<[InputSupply]?>(nil)
  /// The first step of each id.
  package let stepsByID: [String: StepIndex]
  /// What its expressions read of inputs and outputs.
  let reads: ExpressionReads
  /// Whether the document is native only by its file's name.
  package let isHintedOnly: Bool
  /// The moment that findings about coming dates count from.
  package let moment: Instant

  /// The moment where nobody hands in a clock: 2026-01-01T00:00:00Z.
  package static let referenceMoment = Instant(seconds: 1_767_225_600)

  /// Makes a context.
  package init(
    tree: YAMLTree, path: String, root: YAMLNode, lowered: LoweredDocument, directory: Directory,
    workspace: WorkspaceSummary?, isHintedOnly: Bool, moment: Instant = WorkflowContext.referenceMoment
  ) {
    self.tree = tree
    self.path = path
    self.root = root
    self.lowered = lowered
    let workflow = lowered.workflow
    self.workflow = workflow
    self.directory = directory
    self.workspace = workspace
    self.isHintedOnly = isHintedOnly
    self.moment = moment
    graph = DependencyGraph(workflow)
    var stepsByID: [String: StepIndex] = [:]
    stepsByID.reserveCapacity(workflow.steps.count)
    // From the end, so that of two with one id the first stays.
    for index in workflow.steps.indices.reversed() {
      if let id = workflow.steps[index].id?.value { stepsByID[id] = index }
    }
    self.stepsByID = stepsByID
    reads = ExpressionReads(workflow)
  }

  /// What the workflow's expressions may read, by place.
  package var expressionTypes: ExpressionTypes {
    ExpressionTypes(workflow, schema: lowered.schema, directory: directory, workspace: workspace)
  }

  /// The expressions with their types, in document order; nothing for dialects whose expressions are not CEL.
  /// Complexity: O(total length of the expressions), as a rule.
  package var checkedExpressions: [CheckedExpression] {
    guard lowered.hasCELExpressions else { return [] }
    let types = expressionTypes
    var known = CheckedTexts()
    return workflow.expressions.enumerated().compactMap { CheckedExpression($1, at: $0, types, tree, &known) }
  }

  /// The node that a value was lowered from.
  package func node(_ reference: SyntaxReference) -> YAMLNode? { tree.node(reference.nodeID) }
  /// The node that a step was lowered from.
  package func node(_ step: Step) -> YAMLNode? { tree.node(step.syntax.nodeID) }
}
