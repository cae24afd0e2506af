// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import SourceText
import YAMLSyntax

/// What is selected when a selection at an offset grows: the word, the value, its entry, the mapping …; innermost first,
/// each around the one before it. Complexity: O(depth).
package func selections(in document: AnalyzedDocument, at offset: Int) -> [TextRange] {
  let tree = document.parsed.tree
  var chain: [TextRange] = []
  func add(_ range: TextRange) {
    guard range.touches(offset), range != chain.last else { return }
    if let last = chain.last, !range.contains(last) { return }
    chain.append(range)
  }
  if let word = document.occurrence(at: offset)?.range { add(word) }
  var node = tree.node(at: offset)
  if let leaf = node, leaf.kind == .scalar {
    add(leaf.contentRange)
    add(leaf.range)
  }
  while let current = node {
    add(current.range)
    guard let parent = current.parent else { break }
    if parent.kind == .mapping {
      for entry in parent.entries where entry.key == current || entry.value == current { add(entry.range) }
    }
    node = parent
  }
  add(TextRange(0, tree.source.count))
  return chain
}
