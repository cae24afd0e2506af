// SPDX-License-Identifier: Apache-2.0
import Rules
import Analysis
import SourceText
import WorkflowModel
import YAMLSyntax

/// Puts selected steps into a group that runs them one after the other.
///
/// Offered only where the group runs exactly when the steps would have run.
func extractionActions(_ context: ActionContext) -> [EditorAction] {
  guard canFollowEachOther(context), let edits = groupEdits(context, mode: context.notation.sequence) else { return [] }
  return [
    EditorAction("Put \(context.steps.count == 1 ? "the step" : "the steps") into a group", .extract, edits: edits)
  ]
}

/// Whether the selected steps do in a group one after the other what they do outside.
private func canFollowEachOther(_ context: ActionContext) -> Bool {
  guard let first = context.steps.first else { return false }
  if context.isGroup(first), context.steps.count == 1 { return false }
  if !context.notation.groupsAreTransparent {
    guard context.list.order == .sequence, !isNamedAcross(context) else { return false }
    // Only a chain stays what it is.
    return zip(context.steps, context.steps.dropFirst()).allSatisfy { before, step in
      context.rules.graph.dependencies[step.index] == [before.index]
    }
  }
  if context.list.order == .sequence { return context.steps.allSatisfy { $0.needsRange == nil } }
  return zip(context.steps, context.steps.dropFirst()).allSatisfy { before, step in
    step.needs.map(\.id.value) == [before.id?.value]
  }
}

/// Whether something outside names a step inside, or a step inside one outside: where names in groups are not seen from
/// everywhere, only what the first step needs may move to the group.
private func isNamedAcross(_ context: ActionContext) -> Bool {
  guard let first = context.steps.first, let last = context.steps.last,
    let index = context.document.workflowIndex(at: first.range.start)
  else { return true }
  let inside = Set(context.steps.compactMap { $0.id?.value })
  let span = TextRange(first.range.start, last.range.end)
  return context.document.stepOccurrences(in: index).contains { place in
    let isInside = span.contains(place.range)
    if inside.contains(place.value) != isInside, context.rules.stepsByID[place.value] != nil, !isInside { return true }
    return isInside && !inside.contains(place.value) && first.needs.allSatisfy { $0.id.range != place.range }
  }
}

/// The edits that put a group around the selected steps, which needs what the first of them needed; nil where none can stand
/// there.
func groupEdits(_ context: ActionContext, mode: String) -> [TextEdit]? {
  let notation = context.notation
  guard let first = context.steps.first, let last = context.steps.last, let firstItem = context.blockItem(first),
    let lastItem = context.blockItem(last), let sequence = firstItem.parent, let start = context.start(of: firstItem),
    context.steps.allSatisfy({ $0.id != nil })
  else { return nil }
  if !notation.groupsNest, context.list.owner != nil || context.steps.contains(where: context.isGroup) { return nil }
  if notation.groupsAreTransparent {
    // A group that is skipped skips its steps, `if: always` included.
    guard !context.steps.contains(where: context.isConditional),
      !context.workflow.usesPlaceNames(of: context.steps + context.workflow.steps.filter { $0.id == nil })
    else { return nil }
  }
  let text = context.document.parsed.text
  let end = lineEnd(of: lastItem, text)
  let unit = listIndent(sequence)
  let id = context.freeID(first.id?.value ?? "steps", "group")
  let blanks = String(repeating: " ", count: sequence.column)
  var head = ["- \(notation.id): \(YAMLQuoting.quoteIfNeeded(id))", "  type: \(notation.group)", "  mode: \(mode)"]
  var edits: [TextEdit] = []
  if first.needsRange != nil {
    // A group cannot wait for a step of its own.
    guard let node = context.rules.node(first), let entry = node.entry(named: notation.needs), node.count > 1,
      Set(context.steps.compactMap { $0.id?.value }).isDisjoint(with: first.needs.map(\.id.value))
    else { return nil }
    head.append("  \(notation.needs): \(ActionContext.list(first.needs.map(\.id.value)))")
    edits += YAMLEdits.remove(entry)
  }
  head.append("  \(notation.members):")
  let removed = edits.map(\.range)
  edits.append(.insert(head.map { blanks + $0 + text.lineBreak }.joined(), at: start))
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
  return merged(edits)
}

/// How far the author sets a list in below its key.
private func listIndent(_ sequence: YAMLNode) -> Int {
  guard let parent = sequence.parent, parent.kind == .mapping, parent.style == .block,
    case let indent = sequence.column - parent.column, (0...8).contains(indent)
  else { return YAMLEdits.indentUnit(sequence.tree) }
  return indent
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
