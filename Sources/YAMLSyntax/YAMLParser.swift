// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The parser: text to tree, whatever the text is.
package enum YAMLParser {
  /// Parses a stream of documents. Never fails: what is wrong stands in the tree's `problems`, in order of place.
  ///
  /// Every range of the tree refers to `source`, also where the text had to be repaired to be read.
  /// Complexity: linear in the text where it is valid; each syntax error costs at most one more pass up to the next.
  package static func parse(_ source: SourceText) -> YAMLTree {
    guard source.count <= SourceText.maximumByteCount else {
      let megabytes = SourceText.maximumByteCount >> 20
      let problem = SyntaxProblem(
        .limit, TextRange(at: 0), "this file is larger than \(megabytes) MiB and is not analysed")
      return YAMLTree(source: source, parsedBytes: source.bytes, parts: TreeParts(), comments: [], problems: [problem])
    }
    if EncodingCheck.isClean(source.bytes, isASCII: source.lines.isASCII) {
      let parts = TreeBuilder.parse(source.bytes, isASCII: source.lines.isASCII)
      guard parts.failure == nil else { return repair(source, parts, clean: nil, []) }
      let comments = CommentScanner.scan(
        source.bytes, records: parts.records, limit: parts.tooDeep ?? source.count)
      let problems = TreeChecks.problems(parts, source, repairs: [])
      return YAMLTree(
        source: source, parsedBytes: source.bytes, parts: parts, comments: comments,
        problems: problems.sorted(by: order))
    }
    let findings = EncodingCheck.findings(in: source.bytes)
    var clean = RepairedText(source.bytes)
    _ = clean.apply(findings.map(EncodingCheck.edit), repair: 0)
    let problems = findings.prefix(EncodingCheck.maximumReports).map(EncodingCheck.problem)
    return repair(source, TreeBuilder.parse(clean.bytes, isASCII: false), clean: clean, problems)
  }

  /// Parses a text that came of another one by an edit: the same tree as `parse(_:)` gives, sooner where the edit lies
  /// inside one item of a long list.
  package static func parse(_ source: SourceText, after previous: YAMLTree?) -> YAMLTree {
    previous.flatMap { ItemReparse.tree(of: source, after: $0) } ?? parse(source)
  }

  /// Finishes a text that libyaml did not read as it is.
  private static func repair(
    _ source: SourceText, _ first: TreeParts, clean: RepairedText?, _ found: [SyntaxProblem]
  ) -> YAMLTree {
    var loop = RepairLoop(clean?.bytes ?? source.bytes)
    let outcome = loop.run(first)
    var parts = outcome.parts
    let limit = parts.failure?.problemOffset ?? parts.tooDeep ?? outcome.text.bytes.count
    var comments = CommentScanner.scan(outcome.text.bytes, records: parts.records, limit: limit)
    TreeMapping.noteGuesses(&parts, outcome.guesses)
    TreeMapping.mapBack(&parts, &comments, outcome.text)
    var problems = outcome.problems
    var places = outcome.text.originalPlaces
    if let clean {
      TreeMapping.mapBack(&parts, &comments, clean)
      for index in problems.indices {
        problems[index].range = TreeMapping.mapped(problems[index].range, clean)
        problems[index].related = problems[index].related.map { TreeMapping.mapped($0, clean) }
        problems[index].repair = problems[index].repair.map {
          TextEdit(TreeMapping.mapped($0.range, clean), $0.replacement)
        }
      }
      places = places.map { TreeMapping.mapped($0, clean) }
    }
    problems = found + problems + TreeChecks.problems(parts, source, repairs: places)
    return YAMLTree(
      source: source, parsedBytes: outcome.text.bytes, parts: parts, comments: comments,
      problems: problems.sorted(by: order))
  }

  private static func order(_ left: SyntaxProblem, _ right: SyntaxProblem) -> Bool {
    (left.range, left.kind.rawValue) < (right.range, right.kind.rawValue)
  }
}
