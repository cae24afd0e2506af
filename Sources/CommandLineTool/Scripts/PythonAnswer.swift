// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Rules
import SourceText

/// What the program that lets Python compile a script prints: nothing, or four numbers and a message, a line each.
enum PythonAnswer {
  /// The error as a problem; nil for an answer that is not the program's.
  static func problems(in answer: ToolAnswer, of script: EmbeddedScript) -> [ScriptProblem]? {
    guard answer.status == 0 else { return nil }
    let lines = String(decoding: answer.output, as: UTF8.self).split(separator: "\n", maxSplits: 4)
    if lines.isEmpty { return [] }
    let numbers = lines.prefix(4).compactMap { Int($0) }
    guard lines.count == 5, numbers.count == 4 else { return nil }
    let places = ScriptPlaces(script)
    let start = places.offset(line: numbers[0], column: numbers[1])
    // The end is on the place itself where Python knows no better.
    let end = places.offset(line: numbers[2], column: max(numbers[3], numbers[2] == numbers[0] ? numbers[1] &+ 1 : 1))
    return [
      ScriptProblem(
        range: places.range(start, end), severity: .error,
        message: String(lines[4].prefix { !$0.isNewline }))
    ]
  }
}
