// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The parser: text to tree, whatever the text is.
package enum YAMLParser {
  /// Parses a document stream. Never fails: what is wrong stands in the tree's `problems`, in document order.
  ///
  /// Complexity: linear in the text for a valid one; each syntax error costs at most one more pass.
  package static func parse(_ source: SourceText) -> YAMLTree {
    guard source.count <= SourceText.maximumByteCount else {
      let megabytes = SourceText.maximumByteCount >> 20
      let problem = SyntaxProblem(
        .limit, TextRange(at: 0), "This file is larger than \(megabytes) MiB and is not analysed.")
      return YAMLTree(source: source, parsedBytes: source.bytes, parts: TreeParts(), comments: [], problems: [problem])
    }
    let parts = TreeBuilder.parse(source.bytes, isASCII: source.lines.isASCII)
    var problems: [SyntaxProblem] = []
    if let failure = parts.failure {
      problems.append(SyntaxProblem(.syntax, TextRange(at: failure.problemOffset), failure.problem))
    }
    let comments = CommentScanner.scan(source.bytes, records: parts.records, limit: source.count)
    return YAMLTree(
      source: source, parsedBytes: source.bytes, parts: parts, comments: comments, problems: problems)
  }
}
