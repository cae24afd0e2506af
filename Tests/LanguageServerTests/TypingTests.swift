// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Foundation
import LanguageServerProtocol
import SourceText
import TestSupport
import Testing

@testable import LanguageServer

/// Files typed character by character, deleted line by line, pasted in halves: the server keeps up with every keystroke,
/// and finds in the end what `wflint check` finds.
///
/// Without `WFLINT_TYPING=all` in the environment the beginnings of long files are pasted, and fewer files are typed.
@Suite(.timeLimit(.minutes(60))) struct TypingTests {
  private static let isFull = ProcessInfo.processInfo.environment["WFLINT_TYPING"] == "all"
  private static let keystrokes = isFull ? Int.max : 120

  static let examples: [URL] = {
    let all = RepositoryPaths.files(
      below: RepositoryPaths.root.appendingPathComponent("Examples"), extensions: ["yaml"]
    ).sorted { $0.path < $1.path }
    return isFull ? all : all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
  }()

  static let corpus: [URL] = {
    guard let folder = RepositoryPaths.corpus else { return [] }
    let files = RepositoryPaths.files(below: folder, extensions: ["yaml", "yml"]).filter { url in
      let size = (try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
      return size > 200 && size < 12_000
    }.sorted { $0.path < $1.path }
    let wanted = isFull ? 20 : 4
    let step = max(1, files.count / wanted)
    return Array(files.enumerated().filter { $0.offset % step == step / 2 }.map(\.element).prefix(wanted))
  }()

  /// What an editor holds, and how it tells the server.
  private struct Editor {
    let client: TestClient
    let uri: String
    var text = SourceText("")
    var version = 1
    var keystrokes = 0

    mutating func replace(_ range: TextRange, _ typed: String) async throws {
      let from = text.position(of: range.start, unit: .utf16)
      let to = text.position(of: range.end, unit: .utf16)
      version += 1
      client.change(uri, version: version, typed, .range(from.line, from.column, to.line, to.column))
      text = try #require(text.applying([TextEdit(range, typed)]))
      keystrokes += 1
      if keystrokes % 10 == 0 {
        let place = text.position(of: min(range.start + typed.utf8.count, text.count), unit: .utf16)
        let answer = try await client.request("textDocument/completion", .place(uri, place.line, place.column))
        #expect(answer["items"]?.array != nil)
      } else {
        _ = await client.errorCode("no/such")
      }
      #expect(await client.session.text(of: uri) == text.string, "version \(version)")
    }
  }

  @Test(arguments: examples + corpus, ["\n", "\r\n"])
  func keepsUp(file: URL, lineBreak: String) async throws {
    let original = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    // Columns behind an emoji are two units further.
    let unix = original.replacing("\r\n", with: "\n")
    let whole = (lineBreak == "\n" ? original : "# 😀 é\n" + unix.replacing(": ", with: ": ")).replacing(
      "\n", with: lineBreak == "\n" ? "\n" : lineBreak)
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize(PitfallTests.versions)
    let path = "/typing/" + file.lastPathComponent
    client.open("file://" + path, "")
    var editor = Editor(client: client, uri: "file://" + path)

    // Typed: behind what is pasted of a long file.
    let characters = Array(whole)
    let pasted = max(0, characters.count - Self.keystrokes)
    try await editor.replace(TextRange(at: 0), String(characters[..<pasted]))
    for character in characters[pasted...] {
      try await editor.replace(TextRange(at: editor.text.count), String(character))
    }
    #expect(editor.text.string == whole)
    try await expectFindings(editor, path)

    // Deleted line by line from the end.
    var lines = 0
    while editor.text.count > 0, lines < (Self.isFull ? Int.max : 25) {
      let last = editor.text.lines.lineCount - 1
      let content = editor.text.lines.contentRange(ofLine: last, in: editor.text.bytes)
      let start =
        content.isEmpty && last > 0
        ? editor.text.lines.contentRange(ofLine: last - 1, in: editor.text.bytes).start : content.start
      try await editor.replace(TextRange(start, editor.text.count), "")
      lines += 1
    }
    try await editor.replace(TextRange(0, editor.text.count), "")

    // Pasted in halves, the second one first.
    let middle = characters.count / 2
    try await editor.replace(TextRange(at: 0), String(characters[middle...]))
    try await editor.replace(TextRange(at: 0), String(characters[..<middle]))
    #expect(editor.text.string == whole)
    try await expectFindings(editor, path)
    #expect(try await client.finish() == 0)
  }

  private func expectFindings(_ editor: Editor, _ path: String) async throws {
    let published = await editor.client.findings(of: editor.uri, version: editor.version)
    let parsed = ParsedDocument(path: path, text: editor.text)
    var snapshot = WorkspaceSnapshot(root: "/typing/", moment: SystemMoment.now())
    if ImportCollector.wantsFiles(parsed) {
      // What a blueprint imports is not there, for the server as little as here.
      var collector = ImportCollector(folders: snapshot.importFolders, read: { _ in nil }, isPresent: { _ in false })
      collector.collect(parsed)
      snapshot.imports = collector.files
    }
    let expected = analyze(parsed, in: snapshot).diagnostics
    func place(_ offset: Int) -> String {
      let position = editor.text.position(of: offset, unit: .utf16)
      return "\(position.line):\(position.column)"
    }
    let wanted = Set(expected.map { "\($0.code) \(place($0.range.start))-\(place($0.range.end))" })
    let found = Set(
      published.map { finding in
        func text(_ end: String) -> String {
          let place = finding["range"]?[end]
          return "\(place?["line"]?.integer ?? -1):\(place?["character"]?.integer ?? -1)"
        }
        return "\(finding["code"]?.string ?? "") \(text("start"))-\(text("end"))"
      })
    #expect(found == wanted)
  }
}

extension Session {
  /// The text of an open document as the server has it.
  fileprivate func text(of uri: String) -> String? { workspace.document(at: DocumentURI(uri))?.text.string }
}
