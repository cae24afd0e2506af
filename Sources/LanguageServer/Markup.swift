// SPDX-License-Identifier: Apache-2.0
import LanguageServerProtocol

/// Texts for people, in the language that the client shows.
enum Markup {
  /// Markdown as the client shows it.
  static func content(_ markdown: String, _ kind: LSP.MarkupKind) -> LSP.MarkupContent {
    LSP.MarkupContent(kind: kind, value: kind == .markdown ? markdown : plain(markdown))
  }

  /// Markdown as documentation: a text alone for clients that name no format.
  static func documentation(_ markdown: String, _ kind: LSP.MarkupKind?) -> LSP.Documentation {
    kind.map { .markup(content(markdown, $0)) } ?? .text(plain(markdown))
  }

  /// Markdown without the marks that would be in a reader's way: fences, code ticks, emphasis, heading marks.
  static func plain(_ markdown: String) -> String {
    var lines: [String] = []
    var isFenced = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        isFenced.toggle()
      } else if isFenced {
        lines.append(String(line))
      } else {
        let text = line.hasPrefix("#") ? line.drop { $0 == "#" }.drop { $0 == " " } : line
        lines.append(withoutInlineMarks(String(text)))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Removes code ticks, and doubled asterisks outside of code.
  private static func withoutInlineMarks(_ line: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(line.utf8)
    var isCode = false
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "`") {
        isCode.toggle()
      } else if !isCode, bytes[index...].starts(with: Array("**".utf8)) {
        index += 1
      } else {
        result.append(bytes[index])
      }
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
