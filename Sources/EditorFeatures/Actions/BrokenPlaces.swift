// SPDX-License-Identifier: Apache-2.0
import Analysis
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// What is wrong with a document's syntax, for actions that must keep away from it.
///
/// The parser repairs what it cannot read, so that the rest of a broken document is as good as ever. Where it repaired, the
/// tree is a guess: an action that reads or writes there could move half of a construct. What is far from it is still tried
/// out, since an edit may be what a repair hangs on.
struct BrokenPlaces {
  private let parsed: ParsedDocument
  private let ranges: [TextRange]
  /// Larger texts are not parsed once more for a menu.
  private static let largestText = 1 << 20

  /// Nil for a document without syntax errors, where actions need no second look.
  init?(_ document: AnalyzedDocument) {
    parsed = document.parsed
    let problems = parsed.tree.problems
    guard !problems.isEmpty else { return nil }
    ranges = problems.flatMap { problem in
      var ranges = [problem.range] + problem.repair.map(\.range)
      if let related = problem.related {
        // Between where a construct began and where it was found wrong all is a guess; equal keys are two places.
        ranges.append(problem.kind == .syntax ? related.union(problem.range) : related)
      }
      return ranges
    }
  }

  /// The actions that keep away from what is broken, and leave the document no worse than it is.
  ///
  /// - Parameters:
  ///   - span: what they read besides the lines that they change.
  ///   - ids: the steps whose every mention they must know, those in the broken lines too.
  func spared(_ actions: [EditorAction], reading span: TextRange? = nil, knowing ids: [String] = []) -> [EditorAction] {
    if let span, touches(span) { return [] }
    guard !actions.isEmpty else { return [] }
    let mentioned = ids.isEmpty ? [] : words
    if ids.contains(where: { mentioned.contains(Substring($0)) }) { return [] }
    let steps = Self.steps(of: parsed)
    return actions.filter { action in
      guard !action.edits.contains(where: { touches(lines(of: $0.range)) }),
        let text = parsed.text.applying(action.edits), text.count < Self.largestText
      else { return false }
      let after = ParsedDocument(path: parsed.path, text: text, previous: parsed)
      guard after.tree.problems.count <= parsed.tree.problems.count else { return false }
      let kept = Self.steps(of: after)
      return steps.allSatisfy { step, count in kept[step, default: 0] >= count }
    }
  }

  /// The steps of a file and how often each is there, whatever order they have.
  private static func steps(of document: ParsedDocument) -> [[String]: Int] {
    var result: [[String]: Int] = [:]
    for (index, model) in document.models.enumerated() {
      for step in model.steps { result[["\(index)", step.id?.value ?? "", step.type?.value ?? ""], default: 0] += 1 }
    }
    return result
  }

  private func touches(_ range: TextRange) -> Bool {
    ranges.contains { $0.start <= range.end && range.start <= $0.end }
  }

  private func lines(of range: TextRange) -> TextRange {
    let (lines, bytes) = (parsed.text.lines, parsed.text.bytes)
    let first = lines.contentRange(ofLine: lines.line(at: range.start), in: bytes)
    return first.union(lines.contentRange(ofLine: lines.line(at: range.end), in: bytes))
  }

  /// The words on the broken lines, where no reference to a step would be found.
  private var words: Set<Substring> {
    ranges.reduce(into: []) { words, range in
      words.formUnion(
        parsed.text[lines(of: range)].split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" })
    }
  }
}
