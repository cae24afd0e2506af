// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// The expression around a cursor, complete or not, with what it may read.
///
/// It is parsed anew, for what is being written is often no expression yet: there may be nothing at all, or a `${{`
/// without its `}}`.
struct ExpressionCursor {
  /// The workflow around it.
  let context: WorkflowContext
  /// Whose expression it is.
  let owner: ExpressionOwner
  /// The expression.
  let parsed: ParsedExpression
  /// What it may read.
  let environment: TypeEnvironment
  /// Its types, as far as they can be told.
  let checked: CheckResult
  /// The cursor, in the expression's bytes.
  let offset: Int
  /// The scalar that holds it; nil where nothing is written yet.
  let node: YAMLNode?
  /// The cursor, in the document's bytes.
  let position: Int
  /// Whether what is inserted needs a blank before it: directly behind the colon of a key.
  let needsBlank: Bool
  private let text: ExpressionText

  /// Nil where the cursor is in no expression.
  ///
  /// - Parameter linked: the workflow files of a scenario file, whose conditions read their steps.
  init?(_ document: AnalyzedDocument, at cursor: Int, linked: LinkedFiles = LinkedFiles()) {
    let isScenario = document.parsed.kind == .scenario
    guard let index = isScenario ? document.rowDocumentIndex(at: cursor) : document.workflowIndex(at: cursor),
      document.rowDocuments.indices.contains(index)
    else { return nil }
    let context = document.rowDocuments[index]
    guard isScenario || context.lowered.hasCELExpressions else { return nil }
    let place = document.parsed.tree.context(at: cursor)
    guard place.place == .value || place.place == .text,
      let text = ExpressionText(document, place, at: cursor, workflow: index)
    else { return nil }
    let owner = Self.owner(of: text.node, place, in: context.workflow)
    let environment =
      isScenario
      ? ScenarioTypes.environment(at: place, linked: linked)
      : ExpressionTypes.environment(
        of: owner, in: context.workflow, schema: context.lowered.schema, directory: context.directory,
        workspace: context.workspace)
    let parsed = ParsedExpression(parsing: text.bytes)
    self.context = context
    self.owner = owner
    self.parsed = parsed
    self.environment = environment
    checked = environment.check(parsed)
    offset = text.offset
    node = text.node
    position = cursor
    let bytes = document.parsed.text.bytes
    needsBlank =
      text.node == nil && cursor > 0 && cursor <= bytes.count && bytes[cursor - 1] == UInt8(ascii: ":")
    self.text = text
  }

  private static func owner(of node: YAMLNode?, _ place: CursorContext, in workflow: Workflow) -> ExpressionOwner {
    if let node, let site = workflow.expressions.first(where: { $0.syntax == node.reference }) { return site.owner }
    guard let range = node?.range ?? place.key?.range ?? place.container?.range else { return .workflow }
    if let step = workflow.steps.filter({ $0.range.contains(range) }).min(by: { $0.range.count < $1.range.count }) {
      return .step(step.index)
    }
    if let trigger = workflow.triggers.firstIndex(where: { $0.range.contains(range) }) { return .trigger(trigger) }
    return .workflow
  }

  /// The place in the document of a range of the expression; nil where the text there is written otherwise.
  func source(_ range: TextRange) -> TextRange? { text.source(range, cursor: position) }

  /// The type of a node and the field that it means, also where the node is a part that the broken whole does not hold.
  func meaning(of id: ExpressionID) -> (type: CELType, field: RecordType.Field?) {
    if case let type = checked.type(of: id), type != .error { return (type, checked.fields[id]) }
    let range = parsed[id].range
    guard range.start < range.end, range.end <= parsed.bytes.count else { return (.error, nil) }
    let part = ParsedExpression(parsing: Array(parsed.bytes[range.start..<range.end]))
    guard let root = part.root, part.isComplete else { return (.error, nil) }
    let result = environment.check(part)
    return (result.type, result.fields[root])
  }

  /// How the text that is inserted may be quoted.
  func quoted(_ value: String) -> String? {
    let quote = node?.style == .singleQuoted ? "\"" : "'"
    return isWritable(value) ? quote + value + quote : nil
  }

  /// Whether a text may stand in a string literal of the expression without an escape.
  func isWritable(_ value: String) -> Bool {
    if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x5C }) { return false }
    switch node?.style {
    case .singleQuoted, .doubleQuoted, .literal, .folded: return true
    default:
      // A plain value ends at a comment, and becomes a mapping with a colon.
      var last: UInt8 = 0
      for byte in value.utf8 {
        if last == 0x20 && byte == 0x23 || last == 0x3A && byte == 0x20 { return false }
        if node?.isInFlow != false, [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte) { return false }
        last = byte
      }
      return last != 0x3A
    }
  }
}
