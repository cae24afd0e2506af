// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

/// What can be done to a document at a selection, besides the fixes of its findings: one file in this folder each.
///
/// Nothing is offered that would change what the document means without saying so in its title, and in a document that does
/// not parse nothing that comes near what is broken.
package func editorActions(in document: AnalyzedDocument, at selection: TextRange) -> [EditorAction] {
  var result = suppressions(in: document, at: selection)
  let broken = BrokenPlaces(document)
  if let context = ActionContext(document, selection) {
    let added = approvalActions(context) + timeoutActions(context)
    let moved = orderActions(context) + extractionActions(context)
    let ids = context.steps.compactMap { $0.id?.value }
    result += broken?.spared(added, reading: context.span(andNext: false)) ?? added
    result += broken?.spared(moved, reading: context.span(andNext: true), knowing: ids) ?? moved
  }
  let styles = styleActions(in: document, at: selection)
  result += broken?.spared(styles) ?? styles
  if broken == nil { result += scenarioActions(in: document) }
  return result
}

/// The steps of a workflow that a selection touches.
struct ActionContext {
  let document: AnalyzedDocument
  /// How the workflow's dialect writes steps.
  let notation: StepNotation
  let workflow: Workflow
  let rules: WorkflowContext
  /// The selected steps: neighbours in one list, in its order; at least one.
  let steps: [Step]
  /// The list that holds them.
  let list: StepList

  init?(_ document: AnalyzedDocument, _ selection: TextRange) {
    guard let index = document.workflowIndex(at: selection.start),
      let notation = StepNotation.of(dialect: document.contexts[index].workflow.dialect)
    else { return nil }
    let rules = document.contexts[index]
    let workflow = rules.workflow
    let touched = workflow.steps.filter { $0.range.touches(selection.start) || selection.overlaps($0.range) }
    // Of steps inside each other the innermost that holds the whole selection, else the outermost that it crosses.
    let holding = touched.filter { $0.range.start <= selection.start && selection.end <= $0.range.end }
    let chosen: [Step]
    if let innermost = holding.last {
      chosen = [innermost]
    } else {
      guard let first = touched.min(by: { $0.range.start < $1.range.start }) else { return nil }
      chosen = touched.filter { $0.list == first.list }
    }
    guard let first = chosen.first, workflow.lists.indices.contains(first.list) else { return nil }
    self.document = document
    self.notation = notation
    self.workflow = workflow
    self.rules = rules
    list = workflow.lists[first.list]
    steps = chosen
  }

  /// The node of a step where it is an item of a block list, so that lines can be put before it.
  func blockItem(_ step: Step) -> YAMLNode? {
    guard let node = rules.node(step), node.kind == .mapping, let parent = node.parent, parent.kind == .sequence,
      parent.style == .block
    else { return nil }
    return node
  }

  /// Where a step's lines begin: at its dash, or at the comments directly above it.
  func start(of item: YAMLNode) -> Int? {
    let text = document.parsed.text
    guard let parent = item.parent else { return nil }
    var line = text.lines.line(at: item.range.start)
    // The dash may stand on a line of its own.
    while line > 0 {
      let content = text.lines.contentRange(ofLine: line, in: text.bytes)
      if let first = text.bytes[content.start..<content.end].first(where: { $0 != 0x20 }), first == 0x2D { break }
      line -= 1
    }
    guard text.lines.contentRange(ofLine: line, in: text.bytes).start >= parent.range.start - parent.column else {
      return nil
    }
    while line > 0 {
      let above = text.lines.contentRange(ofLine: line - 1, in: text.bytes)
      guard text.bytes[above.start..<above.end].first(where: { $0 != 0x20 }) == 0x23 else { break }
      line -= 1
    }
    return text.lines.contentRange(ofLine: line, in: text.bytes).start
  }

  /// The whole lines of the selected steps, what cannot be read in them included.
  ///
  /// - Parameter andNext: whether those of the step behind them belong to it, or all that the list goes on with where no
  ///   step is known there.
  func span(andNext: Bool) -> TextRange {
    let text = document.parsed.text
    let last = andNext ? next ?? steps.last : steps.last
    var span = steps.reduce(last?.range ?? TextRange(at: 0)) { $0.union($1.range) }
    guard let first = steps.first, let item = blockItem(first), let sequence = item.parent else { return span }
    span = span.union(TextRange(at: start(of: item) ?? span.start))
    // A step goes on as long as lines are deeper than its dash.
    let column = sequence.column + (andNext && next == nil ? 0 : 1)
    var line = text.lines.line(at: max(span.start, span.end - 1)) + 1
    while line < text.lines.lineCount {
      let content = text.lines.contentRange(ofLine: line, in: text.bytes)
      let blanks = text.bytes[content.start..<content.end].prefix { $0 == 0x20 || $0 == 0x09 }.count
      if blanks < content.count {
        guard blanks >= column else { break }
        span = span.union(content)
      }
      line += 1
    }
    return span
  }

  /// An id that no step has, made of words.
  func freeID(_ words: String...) -> String {
    let joined = words.joined(separator: notation.joint)
    let wanted = notation.idsAreIdentifiers ? InvalidID.slug(joined) : joined
    let others = Set((workflow.reconciled?.steps ?? []).flatMap { [$0.name, $0.alias].compactMap(\.self) })
    var candidate = wanted
    var number = 2
    while rules.stepsByID[candidate] != nil || others.contains(candidate), number < 1000 {
      candidate = "\(wanted)\(notation.joint)\(number)"
      number += 1
    }
    return candidate
  }

  /// Whether a step waits for people and nothing else.
  func isApproval(_ step: Step) -> Bool { step.type?.value == notation.approval }

  /// Whether a step is a group.
  func isGroup(_ step: Step) -> Bool { step.type?.value == notation.group }

  /// Whether a step says when it runs.
  func isConditional(_ step: Step) -> Bool { rules.node(step)?.mergedEntry("if") != nil }

  /// The step that follows the last selected one in their list.
  var next: Step? {
    guard let last = steps.last, let position = list.steps.firstIndex(of: last.index), position + 1 < list.steps.count
    else { return nil }
    return workflow.steps[list.steps[position + 1]]
  }
}
