// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// What an alias stands for, for people.
enum AliasFacts {
  private static let maximumLines = 20
  private static let maximumBytes = 80

  /// The beginning of a node's text, in a line.
  static func line(_ node: YAMLNode) -> String {
    let first = lines(of: node).first ?? ""
    let text = String(decoding: first.utf8.prefix(maximumBytes), as: UTF8.self)
    return text.utf8.count < first.utf8.count ? text + "…" : text
  }

  /// A node's text as it is written, without the indentation around it; of a long one the beginning.
  static func markdown(_ node: YAMLNode) -> String {
    let all = lines(of: node)
    var shown = Array(all.prefix(maximumLines))
    if all.count > shown.count { shown.append("…") }
    let fence = shown.contains { $0.containsBytes(of: "```") } ? "`````" : "```"
    return ([fence + "yaml"] + shown + [fence]).joined(separator: "\n")
  }

  private static func lines(of node: YAMLNode) -> [String] {
    let text = node.tree.source
    let range = node.rawRange
    guard range.start <= range.end, range.end <= text.count else { return [] }
    let column = node.style == .block ? node.column : 0
    var result: [String] = []
    var start = range.start
    while start <= range.end, result.count <= maximumLines {
      var end = start
      while end < range.end, text.bytes[end] != 0x0A { end += 1 }
      var first = start
      if start > range.start {
        while first < end, first - start < column, text.bytes[first] == 0x20 { first += 1 }
      }
      var last = end
      while last > first, text.bytes[last - 1] == 0x0D { last -= 1 }
      result.append(text[TextRange(first, last)])
      start = end + 1
    }
    while result.count > 1, result.last?.isEmpty == true { result.removeLast() }
    return result
  }
}

/// The alias under the pointer: what its text says here, where its anchor stands, and what it marks.
func hoverOnAlias(_ document: AnalyzedDocument, _ offset: Int) -> HoverResult? {
  guard let node = document.parsed.tree.node(at: offset), node.kind == .alias, node.range.touches(offset),
    let target = node.resolved
  else { return nil }
  let line = document.parsed.text.lines.line(at: target.range.start) + 1
  let anchor = "`\(document.text(node.range))`, line \(line)\n\n\(AliasFacts.markdown(target))"
  let told = toldOfAlias(document, node, target)
  return HoverResult(markdown: (told + [anchor]).joined(separator: "\n\n"), range: node.range)
}

/// What the text that an alias stands for would tell if it were written in its place; of a list what its texts would.
private func toldOfAlias(_ document: AnalyzedDocument, _ alias: YAMLNode, _ target: YAMLNode) -> [String] {
  guard let placement = document.placement(of: alias), !placement.isKey, let field = placement.field else { return [] }
  let texts = target.kind == .sequence ? target.items.compactMap(\.resolved) : [target]
  var type = placement.type
  if case .list(let item) = type { type = item }
  return texts.prefix(20).filter { $0.kind == .scalar }.compactMap { text in
    switch type {
    case .text(.reference(.step)):
      return hoverOnStep(document, named: text.text, range: alias.range)?.markdown
    case .text(.expression): return expressionLine(document, alias, text)
    default: return hoverOnKnownValue(document, text, at: alias, placement, field)?.markdown
    }
  }
}

/// An expression with the type that it has where an alias stands for it.
private func expressionLine(_ document: AnalyzedDocument, _ alias: YAMLNode, _ text: YAMLNode) -> String? {
  guard let index = document.workflowIndex(at: alias.range.start) else { return nil }
  let context = document.contexts[index]
  let expressions = context.checkedExpressions.filter { $0.site.syntax == text.reference }
  let own = expressions.first { expression in
    switch expression.site.owner {
    case .workflow: false
    case .step(let step): context.workflow.steps[step].range.contains(alias.range)
    case .trigger(let trigger): context.workflow.triggers[trigger].range.contains(alias.range)
    }
  }
  guard let found = own ?? expressions.first, let type = found.types?.type, type != .error else { return nil }
  return "`\(AliasFacts.line(text).replacing("`", with: "'")): \(type)`"
}
