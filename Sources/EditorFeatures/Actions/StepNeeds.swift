// SPDX-License-Identifier: Apache-2.0
import Rules
import Analysis
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

extension ActionContext {
  /// What must be written for a step to wait as it does, by ids, those that name no step included; nil where something
  /// has none.
  func needs(of step: Step) -> [String]? {
    if step.needsRange != nil || !notation.needsReplaceOrder { return step.needs.map(\.id.value) }
    let ids = rules.graph.dependencies[step.index].map { workflow.steps[$0].id?.value }
    guard !ids.contains(where: { $0 == nil }) else { return nil }
    return ids.compactMap { $0 }
  }

  /// The edits that let a step need these steps and no others; nil where they would lose a comment or an anchor.
  func setNeeds(of step: Step, to ids: [String]) -> [TextEdit]? {
    guard let node = rules.node(step), node.kind == .mapping else { return nil }
    let known = step.needs.map(\.id.value)
    if step.needsRange != nil, known == ids { return [] }
    guard let entry = node.entry(named: notation.needs) else {
      if ids.isEmpty, !notation.needsReplaceOrder { return [] }
      guard let last = node.entry("type") ?? Array(node.entries).last else { return nil }
      return YAMLEdits.insertEntry(notation.needs, Self.list(ids), after: last)
    }
    if entry.value.kind == .sequence, entry.value.style == .block, ids.starts(with: known) {
      return ids.dropFirst(known.count).flatMap {
        YAMLEdits.appendItem(YAMLQuoting.quoteIfNeeded($0), to: entry.value)
      }
    }
    guard document.parsed.tree.comments(in: entry.range).isEmpty, entry.value.properties == nil else { return nil }
    // An empty list says something only where it takes a step out of the order.
    if ids.isEmpty, !notation.needsReplaceOrder { return YAMLEdits.remove(entry) }
    return [Self.replaceValue(of: entry, with: Self.list(ids))]
  }

  /// A list of ids in brackets.
  static func list(_ ids: [String]) -> String {
    "[\(ids.map { YAMLQuoting.quoteIfNeeded($0, inFlow: true) }.joined(separator: ", "))]"
  }

  /// Writes another value into an entry, whatever the old one was.
  static func replaceValue(of entry: MappingEntry, with text: String) -> TextEdit {
    let source = entry.key.tree.source
    let end = max(entry.value.range.end, entry.key.range.end)
    let between = source.bytes[entry.key.range.end..<end]
    guard let colon = between.firstIndex(of: 0x3A) else { return TextEdit(entry.value.range, text) }
    return TextEdit(TextRange(colon + 1, end), " " + text)
  }

  /// Whether a selected step is named in the selected steps by anything but what they need: by an expression, or as the
  /// source of a value.
  var readsItself: Bool {
    let ids = Set(steps.compactMap { $0.id?.value })
    let outputs = Set(steps.flatMap { $0.declaredOutputs.map(\.name.value) })
    return document.occurrences.contains { place in
      guard !place.isDeclaration, let step = steps.first(where: { $0.range.contains(place.range) }),
        step.needsRange.map({ !$0.contains(place.range) }) ?? true
      else { return false }
      switch place.thing {
      case .step(_, let id): return ids.contains(id)
      case .named(_, "step", let name): return ids.contains(name)
      case .named(_, "output", let name): return outputs.contains(name)
      default: return false
      }
    }
  }
}
