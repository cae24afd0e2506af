// SPDX-License-Identifier: Apache-2.0

/// What libyaml says, in words about the document.
enum FailureMessage {
  /// A sentence for a failure that no repair has a better one for.
  static func text(_ failure: StreamFailure, _ scan: LineScan) -> String {
    let problem = failure.problem
    for (part, sentence) in sentences where problem.contains(part) { return sentence }
    return problem.isEmpty ? "This is not YAML." : "This is not YAML: \(problem)."
  }

  private static let sentences: [(part: String, sentence: String)] = [
    ("expected ':'", "This key has no colon."),
    ("mapping values are not allowed", "A colon stands where no value may start."),
    ("block sequence entries", "A list item may not start here."),
    ("mapping keys are not allowed", "A `?` may not stand here."),
    ("cannot start any token", "This character may not start a value: quote the value."),
    ("expected ',' or ']'", "A `,` or `]` is missing before this."),
    ("expected ',' or '}'", "A `,` or `}` is missing before this."),
    ("expected key", "This is neither a key of the mapping above nor the start of another one."),
    ("expected '-'", "This is not an item of the list above: `- ` is missing."),
    ("expected node content", "A value is missing before this."),
    ("<document start>", "The document's content ended before this: `---` starts another document."),
    ("end of stream", "A quote is never closed."),
    ("document indicator", "A quote is not closed before the document ends."),
    ("escape", "This is no escape sequence."),
    ("hexdecimal", "This is no escape sequence: hexadecimal digits are missing."),
    ("tab character", "A tab may not stand here: YAML is indented with blanks."),
    ("indentation indicator", "A text block's indentation is a digit from 1 to 9."),
    ("comment or line break", "Nothing but a comment may stand here."),
    ("tag handle", "This tag's handle is not declared."),
    ("directive", "This line starts with `%`, but is no directive."),
    ("version", "This is no `%YAML` line."),
    ("tag", "This is no tag."),
    ("alphabetic or numeric", "A name made of letters, digits, `-` and `_` is missing here."),
  ]
}
