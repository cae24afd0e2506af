// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import SourceText
import Testing

/// Workspace edits, made as a client that counts in UTF-16 makes them.
enum WorkspaceEdits {
  /// A workspace edit as the texts that it makes, by URI.
  static func applied(_ edit: JSONValue, to texts: [String: String]) throws -> [String: String] {
    var result = texts
    for change in edit["documentChanges"]?.array ?? [] {
      if change["kind"]?.string == "create" {
        result[change["uri"]?.string ?? ""] = ""
        continue
      }
      let uri = try #require(change["textDocument"]?["uri"]?.string)
      let text = SourceText(result[uri] ?? "")
      let edits = (change["edits"]?.array ?? []).map { edit in
        func offset(_ end: String) -> Int {
          let position = edit["range"]?[end]
          return text.offset(
            of: LineColumn(line: position?["line"]?.integer ?? 0, column: position?["character"]?.integer ?? 0),
            unit: .utf16)
        }
        return TextEdit(TextRange(offset("start"), offset("end")), edit["newText"]?.string ?? "")
      }
      result[uri] = try #require(text.applying(edits)).string
    }
    return result
  }
}
