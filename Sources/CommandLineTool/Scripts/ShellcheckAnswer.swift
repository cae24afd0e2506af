// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import FoundationEssentials
import Rules
import SourceText

/// What `shellcheck --format=json1` prints.
struct ShellcheckAnswer: Decodable {
  private struct Comment: Decodable {
    var line: Int
    var endLine: Int
    var column: Int
    var endColumn: Int
    var level: String
    var code: Int
    var message: String
    var fix: Repair?
  }

  private struct Repair: Decodable {
    var replacements: [Replacement]
  }

  private struct Replacement: Decodable {
    var line: Int
    var endLine: Int
    var column: Int
    var endColumn: Int
    var precedence: Int
    var replacement: String
  }

  private var comments: [Comment]

  /// What is said of a text only because a name stands in an expression's place: constant tests, numbers that are none.
  private static let ofPlaceholders: Set<Int> = [
    2041, 2043, 2050, 2066, 2078, 2105, 2157, 2161, 2170, 2194, 2211, 2242, 2252, 2271, 2288, 2309, 2335,
  ]

  /// The comments as problems; nil for an answer that is not `shellcheck`'s.
  static func problems(in answer: ToolAnswer, of script: EmbeddedScript) -> [ScriptProblem]? {
    // 0 and 1 say whether there are comments; more says that it could not read them.
    guard let status = answer.status, status < 2,
      let decoded = try? JSONDecoder().decode(ShellcheckAnswer.self, from: Data(answer.output))
    else { return nil }
    let places = ScriptPlaces(script)
    return withoutEchoes(decoded.comments).compactMap { comment in
      let lines = places.range(ofLine: comment.line).union(places.range(ofLine: comment.endLine))
      let holdsExpression = script.placeholders.contains { $0.start <= lines.end && lines.start <= $0.end }
      if holdsExpression, ofPlaceholders.contains(comment.code) { return nil }
      let replacements = (comment.fix?.replacements ?? []).sorted { $0.precedence > $1.precedence }
      return ScriptProblem(
        range: places.range(
          places.offset(line: comment.line, column: comment.column),
          places.offset(line: comment.endLine, column: comment.endColumn)),
        severity: severity(comment.level), code: "SC\(comment.code)", message: comment.message,
        edits: replacements.map { edit in
          TextEdit(
            places.range(
              places.offset(line: edit.line, column: edit.column),
              places.offset(line: edit.endLine, column: edit.endColumn)), edit.replacement)
        })
    }
  }

  /// The comments without those that only say again that something could not be parsed: one mistake, one finding.
  private static func withoutEchoes(_ comments: [Comment]) -> [Comment] {
    let general = [1073, 1072, 1009]
    let isSpecial = comments.contains {
      (1000..<2000).contains($0.code) && $0.level == "error" && !general.contains($0.code)
    }
    let kept = isSpecial ? nil : general.first { code in comments.contains { $0.code == code } }
    // The end that was not found belongs to the start that is reported.
    let ends = [1047: 1046, 1062: 1061]
    return comments.filter { comment in
      if let start = ends[comment.code] { return !comments.contains { $0.code == start } }
      return !general.contains(comment.code) || comment.code == kept
    }
  }

  private static func severity(_ level: String) -> Severity {
    switch level {
    case "error": .error
    case "warning": .warning
    default: .hint
    }
  }
}
