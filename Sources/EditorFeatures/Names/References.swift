// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import SourceText
import YAMLSyntax

/// All places of the thing that is named at an offset, in document order, with those where an alias stands for the name of
/// a step: `id: &i plan` and `needs: [*i]`. A new name is written to the others alone.
package func references(in document: AnalyzedDocument, at offset: Int) -> [Occurrence] {
  let named = document.occurrences(at: offset)
  guard case .step? = named.first?.thing, let thing = named.first?.thing else { return named }
  let ranges = Set(named.map(\.range))
  let aliases = document.parsed.tree.aliases.filter { alias in
    guard let target = alias.resolved, ranges.contains(target.contentRange) else { return false }
    guard case .text(.reference(.step))? = document.placement(of: alias)?.type else { return false }
    return true
  }
  return (named + aliases.map { Occurrence(thing, $0.range, isWritten: false) }).sorted { $0.range < $1.range }
}
