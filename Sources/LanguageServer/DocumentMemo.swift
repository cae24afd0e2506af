// SPDX-License-Identifier: Apache-2.0
import Analysis
import Synchronization

/// What is remembered of one open document. Who asks while another one computes waits for that one's result: a completion
/// comes with the very edit that findings are computed for.
final class DocumentMemo: Sendable {
  private typealias Parsed = (generation: Int, stepTypes: Int, document: ParsedDocument)
  private typealias Prepared = (stamp: String, snapshot: Analysis.WorkspaceSnapshot, document: AnalyzedDocument)

  private let parsed = Mutex<Parsed?>(nil)
  private let prepared = Mutex<Prepared?>(nil)
  private let analyzed = Mutex<(stamp: String, document: AnalyzedDocument)?>(nil)

  /// The document of a generation, read by `parse`, which gets the one before it.
  func parsed(_ generation: Int, _ stepTypes: Int, parse: (ParsedDocument?) -> ParsedDocument) -> ParsedDocument {
    parsed.withLock { known in
      if let known, known.generation == generation, known.stepTypes == stepTypes { return known.document }
      let previous = known?.stepTypes == stepTypes ? known?.document : nil
      let document = parse(previous)
      // An older generation that a late request asks for does not take the newer one's place.
      if (known?.generation ?? 0) <= generation { known = (generation, stepTypes, document) }
      return document
    }
  }

  /// What rules see of the document in the state of the workspace that `stamp` tells apart.
  func prepared(
    _ stamp: String, make: () -> (Analysis.WorkspaceSnapshot, AnalyzedDocument)
  ) -> (Analysis.WorkspaceSnapshot, AnalyzedDocument) {
    prepared.withLock { known in
      if let known, known.stamp == stamp { return (known.snapshot, known.document) }
      let (snapshot, document) = make()
      known = (stamp, snapshot, document)
      return (snapshot, document)
    }
  }

  /// What they say of it. Nobody waits here: it takes long, and is asked for again after a rest.
  func analyzed(_ stamp: String, make: () -> AnalyzedDocument) -> AnalyzedDocument {
    if let known = analyzed.withLock({ $0 }), known.stamp == stamp { return known.document }
    let document = make()
    // Who was cancelled stopped somewhere on the way.
    if !Task.isCancelled { analyzed.withLock { $0 = (stamp, document) } }
    return document
  }
}
