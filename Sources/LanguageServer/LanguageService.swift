// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import EditorFeatures
package import SourceText

/// What the server knows about workflows, as far as it needs to: byte offsets in, plain values out.
///
/// Every function is pure: the snapshots say all. They are called off the session, concurrently, and may stop early, with
/// any result, when their task is cancelled.
package protocol LanguageService: WorkspaceService {
  /// All findings of a document, sorted.
  func diagnostics(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [Diagnostic]
  /// What is told about the text at a byte offset.
  func hover(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> HoverResult?
  /// What may stand at a byte offset.
  func completion(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> CompletionResult
  /// The documentation, as Markdown, of the completion with a `resolveKey`.
  func completionDocumentation(for resolveKey: String, in workspace: SessionSnapshot) async -> String?
  /// The signatures of the function whose arguments a byte offset stands in.
  func signatures(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> SignatureResult?
  /// Where the thing at a byte offset is defined.
  func definition(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> [DefinitionTarget]
  /// The symbols of a document, outermost first, in its order.
  func symbols(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [SymbolNode]
  /// Every place of the document where the thing at a byte offset is named.
  func occurrences(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [Occurrence]
  /// What is highlighted together with the thing at a byte offset.
  func highlights(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [Occurrence]
  /// The name at a byte offset that can be changed.
  func renamable(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> TextRange?
  /// The edits that format a document, or the lines of it that a range touches.
  func formatting(
    of document: DocumentSnapshot, in range: TextRange?, in workspace: SessionSnapshot
  ) async -> [TextEdit]
  /// What can be folded.
  func foldings(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [FoldedLines]
  /// What a growing selection covers, innermost first.
  func selections(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextRange]
  /// The texts that lead somewhere.
  func links(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextLink]
  /// Notes between the characters of a range.
  func inlayHints(
    in range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [InlineNote]
  /// What each part of the document is.
  func semanticTokens(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [SemanticToken]
  /// The things of the workspace whose name matches.
  func workspaceSymbols(matching query: String, in workspace: SessionSnapshot) async -> [WorkspaceSymbolMatch]
  /// What can be done at a selection, besides the fixes of findings.
  func actions(for range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> [EditorAction]
  /// What mends everything that has a safe fix, in one go.
  func fixAll(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextEdit]
  /// Files changed on disk; forget what was read of them.
  func filesChanged(_ paths: [String]) async
  /// The characters, besides those of words, after which completions are asked for.
  var completionTriggers: [String] { get }
  /// Where a code is explained, as a URL.
  func documentationURL(ofCode code: String) -> String?
}

extension LanguageService {
  /// Its occurrences.
  package func highlights(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [Occurrence] { await occurrences(at: offset, of: document, in: workspace) }
  /// None.
  package func completionDocumentation(for resolveKey: String, in workspace: SessionSnapshot) async -> String? { nil }
  /// None.
  package func signatures(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> SignatureResult? { nil }
  /// None.
  package func actions(
    for range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [EditorAction] { [] }
  /// The first safe fix of each finding, as far as they do not touch an earlier one's edits.
  package func fixAll(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextEdit] {
    var taken: [TextEdit] = []
    for diagnostic in await diagnostics(of: document, in: workspace) {
      guard let fix = diagnostic.fixes.first(where: { $0.applicability == .safe }) else { continue }
      let isFree = fix.edits.allSatisfy { edit in
        taken.allSatisfy { $0.range.end < edit.range.start || edit.range.end < $0.range.start }
      }
      if isFree { taken += fix.edits }
    }
    return taken.sorted { $0.range < $1.range }
  }
  /// None.
  package func occurrences(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [Occurrence] { [] }
  /// None.
  package func renamable(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> TextRange? { nil }
  /// None.
  package func formatting(
    of document: DocumentSnapshot, in range: TextRange?, in workspace: SessionSnapshot
  ) async -> [TextEdit] { [] }
  /// None.
  package func foldings(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [FoldedLines] { [] }
  /// None.
  package func selections(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [TextRange] { [] }
  /// None.
  package func links(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextLink] { [] }
  /// None.
  package func inlayHints(
    in range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [InlineNote] { [] }
  /// None.
  package func semanticTokens(
    of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [SemanticToken] { [] }
  /// None.
  package func workspaceSymbols(
    matching query: String, in workspace: SessionSnapshot
  ) async -> [WorkspaceSymbolMatch] { [] }
  /// Nothing was read.
  package func filesChanged(_ paths: [String]) async {}
  /// None.
  package var completionTriggers: [String] { [] }
  /// Nowhere.
  package func documentationURL(ofCode code: String) -> String? { nil }
}
