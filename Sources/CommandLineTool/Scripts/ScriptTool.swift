// SPDX-License-Identifier: Apache-2.0
import Rules

/// A program that reads scripts of a language, and never runs them.
enum ScriptTool: String, CaseIterable {
  /// For Bash and POSIX shell.
  case shellcheck
  /// For Python: its own compiler.
  case python = "python3"
  /// For JavaScript: Node's parser.
  case node

  /// The tool for a language.
  init(_ language: EmbeddedScript.Language) {
    switch language {
    case .bash, .sh: self = .shellcheck
    case .python: self = .python
    case .node: self = .node
    }
  }

  /// What it is called with; the script comes over standard input.
  func arguments(for language: EmbeddedScript.Language) -> [String] {
    switch self {
    case .shellcheck:
      // Files that the script reads are not there: what it sources (SC1091), and variables that `env` sets (SC2154).
      ["--format=json1", "--shell=\(language.rawValue)", "--exclude=SC1091,SC2154", "-"]
    // Isolated, without site packages: nothing but the compiler runs.
    case .python: ["-I", "-S", "-B", "-W", "ignore", "-c", Self.pythonProgram]
    case .node: ["--check", "-"]
    }
  }

  /// Compiles standard input and prints where it fails: line, column, end line, end column, message.
  private static let pythonProgram = """
    import sys
    try:
        compile(sys.stdin.buffer.read().decode("utf-8", "replace"), "script", "exec", dont_inherit=True)
    except SyntaxError as e:
        print(e.lineno or 1, e.offset or 1, e.end_lineno or e.lineno or 1, e.end_offset or e.offset or 1, e.msg, sep="\\n")
    except (ValueError, RecursionError, MemoryError, OverflowError) as e:
        print(1, 1, 1, 1, e or type(e).__name__, sep="\\n")
    """

  /// What the tool's answer says of a script; nil where the answer is none.
  func problems(in answer: ToolAnswer, of script: EmbeddedScript) -> [ScriptProblem]? {
    switch self {
    case .shellcheck: ShellcheckAnswer.problems(in: answer, of: script)
    case .python: PythonAnswer.problems(in: answer, of: script)
    case .node: NodeAnswer.problems(in: answer, of: script)
    }
  }
}

/// What a tool left behind.
struct ToolAnswer: Sendable {
  /// Its exit status; nil where a signal ended it.
  var status: Int32?
  /// Its standard output.
  var output: [UInt8]
  /// Its standard error.
  var errors: [UInt8]
}
