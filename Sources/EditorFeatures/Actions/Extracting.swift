// SPDX-License-Identifier: Apache-2.0
import Rules
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// Puts selected steps into a group that runs them one after the other.
///
/// Offered only where nothing outside names a step inside: names of steps in groups are not seen from everywhere.
func extractionActions(_ context: ActionContext) -> [EditorAction] {
  guard context.list.order == .sequence, let first = context.steps.first, let last = context.steps.last,
    let firstItem = context.blockItem(first), let lastItem = context.blockItem(last), let sequence = firstItem.parent,
    let start = context.start(of: firstItem), context.steps.allSatisfy({ $0.id != nil })
  else { return [] }
  if case .group = first.action, context.steps.count == 1 { return [] }
  let inside = Set(context.steps.compactMap { $0.id?.value })
  let span = TextRange(first.range.start, last.range.end)
  guard let index = context.document.workflowIndex(at: first.range.start) else { return [] }
  for place in context.document.stepOccurrences(in: index) {
    let isInside = span.contains(place.range)
    if inside.contains(place.value) != isInside, context.rules.stepsByID[place.value] != nil, !isInside { return [] }
    // A need of a step outside moves to the group, and only the first step's can.
    if isInside, !inside.contains(place.value), first.needs.allSatisfy({ $0.id.range != place.range }) { return [] }
  }
  // Only a chain stays what it is.
  for (before, step) in zip(context.steps, context.steps.dropFirst())
  where context.rules.graph.dependencies[step.index] != [before.index] { return [] }
  let tree = context.document.parsed.tree
  let text = context.document.parsed.text
  let end = lineEnd(of: lastItem, text)
  // A text of several lines in quotes would gain blanks by being moved.
  let unit = YAMLEdits.indentUnit(tree)
  let id = context.freeID("\(first.id?.value ?? "steps")_group")
  let blanks = String(repeating: " ", count: sequence.column)
  var head = "\(blanks)- id: \(id)\(text.lineBreak)\(blanks)  type: group\(text.lineBreak)"
  head += "\(blanks)  mode: sequence\(text.lineBreak)"
  var edits: [TextEdit] = []
  if first.needsRange != nil {
    guard let node = context.rules.node(first), let entry = node.entry("needs"), node.count > 1 else { return [] }
    head += "\(blanks)  needs: [\(first.needs.map(\.id.value).joined(separator: ", "))]\(text.lineBreak)"
    edits += YAMLEdits.remove(entry)
  }
  head += "\(blanks)  steps:\(text.lineBreak)"
  let removed = edits.map(\.range)
  edits.append(.insert(head, at: start))
  var line = text.lines.line(at: start)
  while line < text.lines.lineCount {
    let content = text.lines.contentRange(ofLine: line, in: text.bytes)
    guard content.start < end else { break }
    let isRemoved = removed.contains { $0.start <= content.start && content.start < $0.end }
    if !content.isEmpty, !isRemoved {
      edits.append(.insert(String(repeating: " ", count: 2 + unit), at: content.start))
    }
    line += 1
  }
  return [
    EditorAction(
      "Put \(context.steps.count == 1 ? "the step" : "the steps") into a group", .extract, edits: merged(edits))
  ]
}

/// Two insertions at one place become one.
private func merged(_ edits: [TextEdit]) -> [TextEdit] {
  var result: [TextEdit] = []
  for edit in edits.enumerated().sorted(by: { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }).map(
    \.element)
  {
    if let last = result.last, last.range == edit.range, edit.range.isEmpty {
      result[result.count - 1].replacement += edit.replacement
    } else {
      result.append(edit)
    }
  }
  return result
}

private func lineEnd(of node: YAMLNode, _ text: SourceText) -> Int {
  let last = max(node.range.start, node.range.end - 1)
  return text.lines.contentRange(ofLine: text.lines.line(at: last), in: text.bytes).end
}
