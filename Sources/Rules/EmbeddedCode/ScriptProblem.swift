// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import SourceText

/// What a tool says of a script: an input of the analysis, which runs no tool itself.
package struct ScriptProblem: Hashable, Sendable {
  /// The script's place among the scripts of its file, from 0.
  package var script: Int
  /// What is wrong, byte offsets of the script's text.
  package var range: TextRange
  /// How bad the tool thinks it is.
  package var severity: Severity
  /// The tool's own code, `SC2086`; nil for a tool without codes.
  package var code: String?
  /// What is wrong, in the tool's words.
  package var message: String
  /// How the tool would mend it: edits of the script's text; empty where it does not say.
  package var edits: [TextEdit]

  /// Makes a problem.
  package init(
    script: Int = 0, range: TextRange, severity: Severity, code: String? = nil, message: String, edits: [TextEdit] = []
  ) {
    self.script = script
    self.range = range
    self.severity = severity
    self.code = code
    self.message = message
    self.edits = edits
  }

  /// The tool's words as ours are: small at the start, without a full stop.
  var text: String {
    var words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    if words.hasSuffix("."), !words.hasSuffix("..") { words.removeLast() }
    let start = words.unicodeScalars.prefix(2).map(\.properties.isUppercase)
    if start.first == true, start.last != true || start.count == 1 {
      words = words.prefix(1).lowercased() + words.dropFirst()
    }
    return words
  }
}
