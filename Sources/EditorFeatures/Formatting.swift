// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import SourceText
import YAMLSyntax

/// The edits that format a document, or the lines of it that a range touches; none where it does not parse, is none of ours,
/// or cannot be formatted without changing what it says.
package func formatting(of document: AnalyzedDocument, in range: TextRange? = nil) -> [TextEdit] {
  guard document.parsed.kind != .other else { return [] }
  let tree = document.parsed.tree
  guard let range else { return (try? YAMLFormatter.edits(for: tree)) ?? [] }
  return (try? YAMLFormatter.edits(for: tree, in: range)) ?? []
}
