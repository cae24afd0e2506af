// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Rules
import SourceText
import YAMLSyntax

/// Takes away the findings that comments allow, and reports the comments that allow nothing.
func suppress(
  _ report: inout Report, _ parsed: ParsedDocument, _ table: RuleTable, _ severities: [String: Severity?]
) -> [Diagnostic] {
  let suppressions = findSuppressions(in: parsed)
  let malformed = malformedSuppressions(in: parsed)
  guard !suppressions.isEmpty || !malformed.isEmpty else { return report.diagnostics }
  var used: Set<Suppression.Entry> = []
  let kept = report.diagnostics.filter { diagnostic in
    var isSuppressed = false
    for suppression in suppressions where suppression.covers(diagnostic, in: parsed.text) {
      for entry in suppression.entries
      where Suppression.names(entry, code: diagnostic.code, name: diagnostic.name) {
        used.insert(entry)
        isSuppressed = true
      }
    }
    return !isSuppressed
  }
  var own = Report(fileLength: parsed.text.count, table: table)
  guard own.begin(UnusedSuppression.metadata) else { return kept }
  for comment in malformed { UnusedSuppression.report(malformed: comment, in: parsed.text, &own) }
  for suppression in suppressions {
    for entry in suppression.entries where !used.contains(entry) {
      let rule = RuleCatalog.rule(entry.text)
      // A rule that is switched off says nothing that could be allowed: the comment waits for its return.
      if let rule, let severity = severities[rule.code], severity == nil { continue }
      if rule?.code == UnusedSuppression.metadata.code { continue }
      // What a tool would say is not known where nobody asked it.
      if rule?.category == .embeddedCode { continue }
      let suggestion =
        rule == nil ? NearestName.of(entry.text, among: RuleCatalog.all.flatMap { [$0.name, $0.code] }) : nil
      UnusedSuppression.report(
        entry, of: suppression, known: rule != nil, suggestion: suggestion, in: parsed.text, &own)
    }
  }
  let allowsItself = suppressions.filter { suppression in
    suppression.entries.contains { RuleCatalog.rule($0.text)?.code == UnusedSuppression.metadata.code }
  }
  return kept
    + own.diagnostics.filter { diagnostic in !allowsItself.contains { $0.covers(diagnostic, in: parsed.text) } }
}

/// The suppression comments of a file, in order.
func findSuppressions(in parsed: ParsedDocument) -> [Suppression] {
  let text = parsed.text
  return parsed.tree.comments.compactMap { comment in
    // Nearly all comments are none: look for the word before anything else.
    guard isSuppression(comment.range, text) else { return nil }
    let line = text.lines.line(at: comment.range.start)
    return Suppression(
      comment: comment.range, in: text, isOwnLine: comment.isOwnLine,
      coveredLines: comment.isOwnLine ? coveredLines(below: line, parsed) : line...line)
  }
}

/// The comments that start like suppressions and name no rule, in order.
private func malformedSuppressions(in parsed: ParsedDocument) -> [TextRange] {
  parsed.tree.comments.filter { comment in
    guard isSuppression(comment.range, parsed.text) else { return false }
    let read = Suppression(comment: comment.range, in: parsed.text, isOwnLine: false, coveredLines: 0...0)
    return read?.entries.isEmpty ?? true
  }.map { $0.range }
}

private func isSuppression(_ range: TextRange, _ text: SourceText) -> Bool {
  var index = range.start + 1
  while index < range.end, text.bytes[index] == 0x20 { index += 1 }
  return index + 7 <= range.end && text.bytes[index..<(index + 7)].elementsEqual("wflint:".utf8)
}

/// What a comment alone on its line speaks of: the next line with text, and the whole item or entry that starts there.
private func coveredLines(below line: Int, _ parsed: ParsedDocument) -> ClosedRange<Int> {
  let text = parsed.text
  var next = line + 1
  while next < text.lines.lineCount {
    let content = text.lines.contentRange(ofLine: next, in: text.bytes)
    let first = text.bytes[content.start..<content.end].first { $0 != 0x20 && $0 != 0x09 }
    if let first, first != 0x23 { break }
    next += 1
  }
  guard next < text.lines.lineCount else { return line...line }
  let content = text.lines.contentRange(ofLine: next, in: text.bytes)
  var start = content.start
  while start < content.end, text.bytes[start] == 0x20 || text.bytes[start] == 0x2D { start += 1 }
  guard var node = parsed.tree.node(at: start) else { return line...next }
  // The largest item or entry that begins on the line: a step behind its dash, or a key with its value.
  while let parent = node.parent, parent.parent != nil, text.lines.line(at: parent.range.start) == next {
    node = parent
  }
  var end = node.range.end
  if let parent = node.parent, parent.kind == .mapping {
    for entry in parent.entries where entry.key == node { end = max(end, entry.value.range.end) }
  }
  return line...max(next, text.lines.line(at: max(end - 1, content.start)))
}
