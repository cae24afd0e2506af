// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import EditorFeatures
import LanguageServer
import SourceText
import Synchronization

/// Knows one rule: `BAD` is wrong and should be `GOOD`. Everything that it says follows from the text alone.
final class FakeService: LanguageService {
  /// Holds work back until it is opened, or the work is cancelled.
  final class Gate: Sendable {
    private struct State {
      var isOpen = false
      var entered = 0
      var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
      var watchers: [(Int, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// Lets all through, now and later.
    func open() {
      let waiting = state.withLock { state in
        state.isOpen = true
        let waiting = state.waiting
        state.waiting = [:]
        return waiting
      }
      for continuation in waiting.values { continuation.resume() }
    }

    /// Waits until `count` pieces of work have come to the gate.
    func entered(_ count: Int) async {
      await withCheckedContinuation { continuation in
        let isMet = state.withLock { state in
          if state.entered >= count { return true }
          state.watchers.append((count, continuation))
          return false
        }
        if isMet { continuation.resume() }
      }
    }

    fileprivate func pass() async {
      let (id, watchers) = state.withLock { state in
        state.entered += 1
        let entered = state.entered
        let met = state.watchers.filter { $0.0 <= entered }.map(\.1)
        state.watchers.removeAll { $0.0 <= entered }
        return (entered, met)
      }
      for watcher in watchers { watcher.resume() }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let passes = state.withLock { state in
            if state.isOpen || Task.isCancelled { return true }
            state.waiting[id] = continuation
            return false
          }
          if passes { continuation.resume() }
        }
      } onCancel: {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
      }
    }
  }

  let diagnosticsGate: Gate?
  let hoverGate: Gate?
  let changedPaths = Mutex<[[String]]>([])

  init(diagnosticsGate: Gate? = nil, hoverGate: Gate? = nil) {
    self.diagnosticsGate = diagnosticsGate
    self.hoverGate = hoverGate
  }

  /// Every `word` in the text.
  static func ranges(of word: String, in text: SourceText) -> [TextRange] {
    let bytes = text.bytes
    let needle = Array(word.utf8)
    guard bytes.count >= needle.count else { return [] }
    return (0...(bytes.count - needle.count)).filter { bytes[$0...].starts(with: needle) }
      .map { TextRange($0, $0 + needle.count) }
  }

  func diagnostics(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [Diagnostic] {
    await diagnosticsGate?.pass()
    let others = workspace.sortedDocuments.filter { $0.uri != document.uri }
    let hasElsewhere = others.contains { !Self.ranges(of: "ELSEWHERE", in: $0.text).isEmpty }
    var result: [Diagnostic] = Self.ranges(of: "BAD", in: document.text).map { range in
      Diagnostic(
        code: "WF001", name: "bad-word", severity: .error, range: range, message: "'BAD' is wrong",
        help: "write `GOOD`", related: [RelatedPlace(range: TextRange(0, 1), message: "the first character")],
        fixes: [
          Fix("replace with `GOOD`", edits: [TextEdit(range, "GOOD")]),
          Fix("remove it\nand more", .unsafe, edits: [TextEdit.delete(range)]),
        ], tags: [.unnecessary])
    }
    if hasElsewhere, let wanting = Self.ranges(of: "WANTS", in: document.text).first {
      result.append(
        Diagnostic(code: "WF002", name: "elsewhere", severity: .warning, range: wanting, message: "it is elsewhere"))
    }
    return result
  }

  /// Tells which text was asked about, and where.
  static func told(_ text: SourceText, _ offset: Int) -> String {
    "`\(ContentHash(text.bytes).hexadecimal)` at **\(offset)**"
  }

  func hover(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> HoverResult? {
    await hoverGate?.pass()
    if document.text.bytes.isEmpty { return nil }
    return HoverResult(markdown: Self.told(document.text, offset), range: TextRange(at: offset))
  }

  func completion(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> CompletionResult {
    CompletionResult([
      CompletionItem(
        label: "step", kind: .snippet, documentation: "A **step**.",
        edit: TextEdit(TextRange(at: offset), "step:\n  x"),
        snippet: "step:\n  ${1:x}", rank: 7, isPreselected: true, isDeprecated: true, commitCharacters: [":"]),
      CompletionItem(
        label: "later", kind: .key, edit: TextEdit(TextRange(at: offset), "later: "), rank: 8, resolveKey: "later"),
      CompletionItem(label: "behind", kind: .key, edit: TextEdit(TextRange(offset + 1, offset + 1), "x")),
      CompletionItem(label: "all", kind: .key, edit: TextEdit(document.text.fullRange, "x")),
    ])
  }

  func signatures(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> SignatureResult? {
    guard offset > 0 else { return nil }
    let signature = SignatureResult.Signature(
      label: "f(a: int, b: int)", documentation: "Does **it**.", parameters: ["a: int", "b: int"])
    return SignatureResult(signatures: [signature], active: 0, parameter: 1)
  }

  func completionDocumentation(for resolveKey: String, in workspace: SessionSnapshot) async -> String? {
    "# About\n`\(resolveKey)`"
  }

  func definition(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [DefinitionTarget] {
    let other = TargetDocument(path: "/elsewhere/ä b.yaml", text: SourceText("é😀x\n"))
    return [
      DefinitionTarget(range: TextRange(0, 4), nameRange: TextRange(0, 1), originRange: TextRange(offset, offset + 1)),
      DefinitionTarget(document: other, range: TextRange(0, 7), nameRange: TextRange(6, 7)),
    ]
  }

  func symbols(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [SymbolNode] {
    let lines = (0..<document.text.lines.lineCount).map { document.text.lines.range(ofLine: $0) }
    let children = lines.map { SymbolNode(document.text[$0], .step, range: $0, nameRange: TextRange(at: $0.start)) }
    return [
      SymbolNode(
        "root", .workflow, detail: "d", range: document.text.fullRange, nameRange: TextRange(0, 1), isDeprecated: true,
        children: children)
    ]
  }

  func actions(
    for range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [EditorAction] {
    [
      EditorAction("rewrite", .rewrite, edits: [TextEdit(range, "a\nb")]),
      EditorAction(
        "overlapping", .extract, edits: [TextEdit(document.text.fullRange, "x"), TextEdit(document.text.fullRange, "")]),
      EditorAction("empty", .extract, edits: []),
    ]
  }

  func filesChanged(_ paths: [String]) async { changedPaths.withLock { $0.append(paths) } }
  var completionTriggers: [String] { [".", ":"] }
  func documentationURL(ofCode code: String) -> String? { "https://example.org/\(code)" }
}
