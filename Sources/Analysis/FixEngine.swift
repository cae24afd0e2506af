// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import Rules
package import SourceText
import YAMLSyntax

/// What fixing made of a file.
package struct FixOutcome: Sendable {
  /// The text after all fixes.
  package var text: SourceText
  /// How many fixes were applied.
  package var appliedCount: Int
  /// What is left to find in it.
  package var remaining: AnalyzedDocument
}

/// Applies a file's fixes until nothing changes.
///
/// In each round the fixes that do not touch each other are applied at once; if the file then parses worse, they are
/// tried one by one and those that do it are dropped. Ends after ten rounds, or when a text comes back. `scriptProblems`
/// asks the tools anew what they say of a changed file's scripts.
package func applyFixes(
  to document: ParsedDocument, in workspace: WorkspaceSnapshot, including applicability: Set<Applicability>,
  scriptProblems: (ParsedDocument) -> [ScriptProblem] = { _ in [] }, reparse: (SourceText) -> ParsedDocument
) -> FixOutcome {
  var current = document
  var analyzed = analyze(current, in: workspace, scriptProblems: scriptProblems(current))
  var appliedCount = 0
  var seen: Set<ContentHash> = [ContentHash(current.text.bytes)]
  var refused: Set<Fix> = []
  for _ in 0..<10 {
    let fixes = compatibleFixes(analyzed.diagnostics, including: applicability, except: refused)
    guard !fixes.isEmpty else { break }
    var next = current.text.applying(fixes.flatMap(\.edits)).map(reparse)
    var count = fixes.count
    if next == nil || isWorse(next, than: current) {
      next = nil
      count = 0
      for fix in fixes {
        guard let candidate = current.text.applying(fix.edits).map(reparse), !isWorse(candidate, than: current) else {
          refused.insert(fix)
          continue
        }
        next = candidate
        count = 1
        break
      }
    }
    guard let next, seen.insert(ContentHash(next.text.bytes)).inserted else { break }
    current = next
    appliedCount += count
    analyzed = analyze(current, in: workspace, scriptProblems: scriptProblems(current))
  }
  return FixOutcome(text: current.text, appliedCount: appliedCount, remaining: analyzed)
}

private func isWorse(_ next: ParsedDocument?, than current: ParsedDocument) -> Bool {
  guard let next else { return true }
  return next.tree.problems.count > current.tree.problems.count
}

/// The first applicable fix of each finding, in document order, without those that touch one before them.
package func compatibleFixes(
  _ diagnostics: [Diagnostic], including applicability: Set<Applicability>, except refused: Set<Fix> = []
) -> [Fix] {
  var chosen: [Fix] = []
  var taken: [TextRange] = []
  for diagnostic in diagnostics {
    guard
      let fix = diagnostic.fixes.first(where: { applicability.contains($0.applicability) && !refused.contains($0) }),
      !fix.edits.isEmpty, !chosen.contains(fix)
    else { continue }
    let ranges = fix.edits.map(\.range)
    // Two insertions at one place, or edits side by side, may depend on each other: the next round sees to them.
    guard !ranges.contains(where: { range in taken.contains { $0.start <= range.end && range.start <= $0.end } }) else {
      continue
    }
    chosen.append(fix)
    taken += ranges
  }
  return chosen
}
