// SPDX-License-Identifier: Apache-2.0

/// What libyaml says, in words about the document.
enum FailureMessage {
  /// A sentence for a failure that no repair has a better one for.
  static func text(_ failure: StreamFailure, _ scan: LineScan) -> String {
    let problem = failure.problem
    for (part, sentence) in sentences where problem.contains(part) { return sentence }
    return problem.isEmpty ? "this is not YAML" : "this is not YAML: \(problem)"
  }

  private static let sentences: [(part: String, sentence: String)] = [
    ("expected ':'", "this key has no colon"),
    ("mapping values are not allowed", "a colon stands where no value may start"),
    ("block sequence entries", "a list item may not start here"),
    ("mapping keys are not allowed", "a `?` may not stand here"),
    ("cannot start any token", "this character may not start a value: quote the value"),
    ("expected ',' or ']'", "a `,` or `]` is missing before this"),
    ("expected ',' or '}'", "a `,` or `}` is missing before this"),
    ("expected key", "this is neither a key of the mapping above nor the start of another one"),
    ("expected '-'", "this is not an item of the list above: `- ` is missing"),
    ("expected node content", "a value is missing before this"),
    ("<document start>", "the document's content ended before this: `---` starts another document"),
    ("end of stream", "a quote is never closed"),
    ("document indicator", "a quote is not closed before the document ends"),
    ("escape", "this is no escape sequence"),
    ("hexdecimal", "this is no escape sequence: hexadecimal digits are missing"),
    ("tab character", "a tab may not stand here: YAML is indented with blanks"),
    ("indentation indicator", "a text block's indentation is a digit from 1 to 9"),
    ("comment or line break", "nothing but a comment may stand here"),
    ("tag handle", "this tag's handle is not declared"),
    ("directive", "this line starts with `%`, but is no directive"),
    ("version", "this is no `%YAML` line"),
    ("tag", "this is no tag"),
    ("alphabetic or numeric", "a name made of letters, digits, `-` and `_` is missing here"),
  ]
}
