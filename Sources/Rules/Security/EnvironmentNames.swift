// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Chooses names of variables for the expressions that a step's `env` is to hold.
struct EnvironmentNames {
  private var taken: Set<String>
  private let existing: [(name: String, expression: String)]
  /// What must be added to the step's `env`, in order.
  private(set) var added: [(name: String, expression: String)] = []

  /// Names for a step; `script` is its text, whose own variables stay as they are.
  init(of step: Step, script: String, in context: WorkflowContext) {
    taken = Set(context.workflow.variables.map(\.key.value))
    var existing: [(String, String)] = []
    for entry in step.variables {
      taken.insert(entry.key.value)
      if case .text(let text) = entry.value.content, text.isSingleExpression, let index = text.expressions.first {
        existing.append((entry.key.value, context.workflow.expressions[index].text))
      }
    }
    self.existing = existing
    // Every word of the script in capitals could be one of its variables.
    for word in script.utf8.split(whereSeparator: { !Self.isNameByte($0) }) {
      if let first = word.first, (0x41...0x5A).contains(first) { taken.insert(String(decoding: word, as: UTF8.self)) }
    }
  }

  /// The variable that holds an expression's value.
  mutating func name(for site: ExpressionSite) -> String {
    let paths = site.parsed.valuePaths()
    let isWhole = site.paths.count == 1 && site.parsed.root.flatMap { site.parsed.path(of: $0) } != nil
    if isWhole, let path = site.paths.first, path.count == 2, path[0].name == "env", Self.isName(path[1].name) {
      return path[1].name
    }
    if let known = (existing + added).first(where: { $0.expression == site.text }) { return known.name }
    var base = Self.capitals(paths.first?.last?.name ?? "VALUE")
    if Self.reserved.contains(base) || base.utf8.first.map({ (0x30...0x39).contains($0) }) ?? true {
      base = "INPUT_" + base
    }
    var name = base
    var number = 2
    while taken.contains(name), number < 1000 {
      name = "\(base)_\(number)"
      number += 1
    }
    taken.insert(name)
    added.append((name, site.text))
    return name
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy(isNameByte) && !(text.utf8.first.map { (0x30...0x39).contains($0) } ?? true)
  }

  private static func capitals(_ name: String) -> String {
    String(decoding: name.uppercased().utf8.map { isNameByte($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
  }

  /// Names that shells and programs give a meaning.
  private static let reserved: Set<String> = [
    "", "PATH", "HOME", "USER", "SHELL", "PWD", "OLDPWD", "IFS", "LANG", "TERM", "UID", "EUID", "PPID", "ENV",
    "BASH_ENV",
    "HOSTNAME", "LOGNAME", "MAIL", "EDITOR", "PAGER", "TMPDIR", "TZ", "RANDOM", "SECONDS", "LINENO", "OPTARG", "OPTIND",
    "REPLY", "PS1", "PS4", "CDPATH", "DISPLAY", "GROUPS", "LD_PRELOAD", "LD_LIBRARY_PATH", "PYTHONPATH", "NODE_OPTIONS",
    "NODE_PATH", "PROMPT_COMMAND", "SHELLOPTS", "BASHOPTS", "FUNCNAME", "DIRSTACK",
  ]
}
