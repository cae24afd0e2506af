// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Moves expressions out of a script into the step's `env`, and reads them there as the script's language does.
struct ScriptInjectionFix {
  private let step: Step
  private let context: WorkflowContext
  private let node: YAMLNode
  private let script: YAMLNode
  private let text: [UInt8]
  /// The end of every interpolation by its start, in the decoded text.
  private var ends: [Int: Int] = [:]
  /// Those to move, by their start.
  private var sites: [Int: Int] = [:]

  /// A fix for the expressions of a script that are to be moved; nil where the script is shared by an anchor or does
  /// not stand in the step itself.
  init?(_ step: Step, moving expressions: [Int], in context: WorkflowContext) {
    guard case .script(let action) = step.action, let run = action.run, let node = context.node(step),
      let entry = node.entry("run"), entry.value.id == run.syntax.nodeID, !entry.value.hasAnchor,
      !context.workflow.steps.contains(where: { $0.index != step.index && $0.syntax == step.syntax })
    else { return nil }
    self.step = step
    self.context = context
    self.node = node
    script = entry.value
    text = Array(entry.value.textBytes)
    let segments = Template(parsing: text).segments.filter { $0.kind != .literal }
    let all = run.value.expressions
    guard segments.count == all.count else { return nil }
    for (segment, index) in zip(segments, all) {
      ends[segment.range.start] = segment.range.end
      if expressions.contains(index) { sites[segment.range.start] = index }
    }
  }

  /// The fix, and the expressions that it moves; empty where none can be moved surely.
  func fix() -> (fix: Fix, moved: Set<Int>)? {
    var names = EnvironmentNames(of: step, script: String(decoding: text, as: UTF8.self), in: context)
    guard case .script(let action) = step.action else { return nil }
    let edits: [(range: TextRange, text: String)]
    switch action.shell?.value ?? "bash" {
    case "bash", "sh": edits = shellEdits(&names)
    case "python": edits = pythonEdits(&names)
    case "node": edits = nodeEdits(&names)
    default: return nil
    }
    let moved = Set(sites.filter { site in edits.contains { $0.range.contains(site.key) } }.map(\.value))
    guard !moved.isEmpty, let written = scriptEdits(edits) else { return nil }
    guard let variables = variableEdits(names.added) else { return nil }
    let title = names.added.isEmpty ? "read the variable instead" : "hand it over in `env`"
    return (Fix(title, edits: variables + written), moved)
  }

  private func site(at start: Int) -> ExpressionSite? { sites[start].map { context.workflow.expressions[$0] } }

  // MARK: Languages

  private func shellEdits(_ names: inout EnvironmentNames) -> [(range: TextRange, text: String)] {
    let places = ShellQuoting.places(of: ends, in: text)
    var edits: [(range: TextRange, text: String)] = []
    for start in sites.keys.sorted() {
      guard let place = places[start], let site = site(at: start), let end = ends[start] else { continue }
      let name = names.name(for: site)
      let isFollowed = end < text.count && (Self.isNameByte(text[end]) || text[end] == UInt8(ascii: "["))
      let variable = isFollowed ? "${\(name)}" : "$\(name)"
      switch place {
      case .bare: edits.append((TextRange(start, end), "\"\(variable)\""))
      case .double: edits.append((TextRange(start, end), variable))
      case .single: edits.append((TextRange(start, end), "'\"$\(name)\"'"))
      case .comment: edits.append((TextRange(start, end), name))
      }
    }
    return edits
  }

  private func pythonEdits(_ names: inout EnvironmentNames) -> [(range: TextRange, text: String)] {
    guard let literals = StringLiterals.find(ends, in: text, isPython: true), !contains("__future__") else { return [] }
    var edits = literals.compactMap { literal -> (range: TextRange, text: String)? in
      joined(literal, &names) { "os.environ[\(Self.quoted($0, unlike: literal.quote))]" }
    }
    guard !edits.isEmpty, !importsOS else { return edits }
    // Only a text of lines of its own can take another one.
    guard script.style == .literal else { return [] }
    let first = context.tree.source.lines.range(
      ofLine: context.tree.source.lines.line(at: script.sourceRange(ofDecoded: TextRange(0, 1)).start))
    let indent = script.sourceRange(ofDecoded: TextRange(0, 1)).start - first.start
    let blanks = String(repeating: " ", count: max(0, indent))
    edits.insert((TextRange(at: 0), "import os" + context.tree.source.lineBreak + blanks), at: 0)
    return edits
  }

  private func nodeEdits(_ names: inout EnvironmentNames) -> [(range: TextRange, text: String)] {
    guard let literals = StringLiterals.find(ends, in: text, isPython: false) else { return [] }
    return literals.flatMap { literal -> [(range: TextRange, text: String)] in
      guard literal.quote == UInt8(ascii: "`") else {
        return joined(literal, &names) { "process.env.\($0)" }.map { [$0] } ?? []
      }
      return literal.pieces.compactMap { start in
        guard let site = site(at: start), let end = ends[start] else { return nil }
        return (TextRange(start, end), "${process.env.\(names.name(for: site))}")
      }
    }
  }

  /// A string literal as a sum of its pieces.
  private func joined(
    _ literal: StringLiterals.Literal, _ names: inout EnvironmentNames, _ read: (String) -> String
  ) -> (range: TextRange, text: String)? {
    guard literal.pieces.contains(where: { sites[$0] != nil }) else { return nil }
    let quote = String(decoding: [literal.quote], as: UTF8.self)
    var parts: [String] = []
    var start = literal.range.start + 1
    for piece in literal.pieces {
      guard let site = site(at: piece), let end = ends[piece] else { continue }
      if piece > start { parts.append(quote + String(decoding: text[start..<piece], as: UTF8.self) + quote) }
      parts.append(read(names.name(for: site)))
      start = end
    }
    let end = literal.range.end - 1
    if end > start { parts.append(quote + String(decoding: text[start..<end], as: UTF8.self) + quote) }
    return (literal.range, parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " + ")))")
  }

  private static func quoted(_ name: String, unlike quote: UInt8) -> String {
    // Within YAML's own quotes fewer escapes are needed when the literal's style is kept.
    quote == UInt8(ascii: "'") ? "'\(name)'" : "\"\(name)\""
  }

  private var importsOS: Bool {
    text.split(separator: 0x0A).contains { line in
      line.elementsEqual("import os".utf8) || line.starts(with: "import os,".utf8)
        || line.starts(with: "import os ".utf8)
        || line.starts(with: "import os;".utf8)
    }
  }

  private func contains(_ word: String) -> Bool {
    let wanted = Array(word.utf8)
    return text.indices.contains { text[$0...].starts(with: wanted) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  // MARK: YAML

  private func scriptEdits(_ edits: [(range: TextRange, text: String)]) -> [TextEdit]? {
    if script.style == .literal || script.style == .folded {
      guard let map = script.scalarMap() else { return nil }
      return edits.map { edit in
        edit.range.isEmpty
          ? .insert(edit.text, at: map.sourceOffset(ofDecoded: edit.range.start))
          : TextEdit(map.sourceRange(ofDecoded: edit.range), edit.text)
      }
    }
    var result: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range < $1.range }) {
      guard edit.range.start >= position, edit.range.end <= text.count else { return nil }
      result.append(contentsOf: text[position..<edit.range.start])
      result.append(contentsOf: edit.text.utf8)
      position = edit.range.end
    }
    result.append(contentsOf: text[position...])
    return YAMLEdits.replaceValue(of: script, with: String(decoding: result, as: UTF8.self))
  }

  private func variableEdits(_ added: [(name: String, expression: String)]) -> [TextEdit]? {
    guard let first = added.first else { return [] }
    func value(_ expression: String, _ inFlow: Bool) -> String {
      YAMLQuoting.quoteIfNeeded("${{ \(expression) }}", inFlow: inFlow)
    }
    if let entry = node.entry("env") {
      guard entry.value.kind == .mapping, !entry.value.hasAnchor else { return nil }
      let inFlow = entry.value.style == .flow || entry.value.isInFlow
      let rest = added.dropFirst().map { (inFlow ? ", " : "\n") + $0.name + ": " + value($0.expression, inFlow) }
      let edits = YAMLEdits.insertEntry(
        first.name, value(first.expression, inFlow) + rest.joined(), into: entry.value)
      return edits.isEmpty ? nil : edits
    }
    guard node.mergedEntry("env") == nil else { return nil }
    if node.style == .flow || node.isInFlow {
      let list = added.map { "\($0.name): \(value($0.expression, true))" }.joined(separator: ", ")
      return YAMLEdits.insertEntry("env", "{\(list)}", into: node)
    }
    let blanks = String(repeating: " ", count: YAMLEdits.indentUnit(context.tree))
    let lines = added.map { "\n\(blanks)\($0.name): \(value($0.expression, false))" }.joined()
    guard let anchor = node.entry("type") ?? node.entry("id") else { return nil }
    return YAMLEdits.insertEntry("env", lines, after: anchor)
  }
}

extension YAMLNode {
  /// Whether an alias may name the node.
  fileprivate var hasAnchor: Bool { properties?.anchor != nil }
}
