// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Rules
import SourceText

/// What `node --check` prints on standard error: `[stdin]:3`, the line, carets below it, and the error.
enum NodeAnswer {
  /// The error as a problem; nil for an answer that is not Node's.
  static func problems(in answer: ToolAnswer, of script: EmbeddedScript) -> [ScriptProblem]? {
    if answer.status == 0 { return [] }
    let lines = String(decoding: answer.errors, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard let place = lines.firstIndex(where: { $0.hasPrefix("[stdin]:") }),
      let line = Int(lines[place].dropFirst(8).prefix { $0.isNumber }),
      let error = lines[place...].first(where: { $0.hasPrefix("SyntaxError: ") })
    else { return nil }
    let message = String(error.dropFirst(13))
    // The script may be meant as a module, which the check cannot know.
    if ["import statement outside a module", "'import.meta'", "Unexpected token 'export'", "await is only valid"]
      .contains(
        where: { message.contains($0) })
    {
      return []
    }
    let places = ScriptPlaces(script)
    let carets = lines[(place + 1)...].prefix(4).first { line in
      line.contains("^") && line.allSatisfy { $0 == "^" || $0 == " " || $0 == "\t" }
    }
    guard let carets else {
      return [ScriptProblem(range: places.range(ofLine: line), severity: .error, message: message)]
    }
    // A caret stands below each UTF-16 code unit.
    let column = carets.prefix { $0 != "^" }.utf8.count + 1
    let width = carets.utf8.count - column + 1
    let start = places.offset(line: line, column: column, isUTF16: true)
    let end = places.offset(line: line, column: column + width, isUTF16: true)
    return [ScriptProblem(range: places.range(start, end), severity: .error, message: message)]
  }
}
