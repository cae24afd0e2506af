// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// A variable of `env`, for people: its value, the types of what fills it, and where it is used.
struct VariableFacts {
  /// The most places that are told.
  private static let maximumPlaces = 12
  private let document: AnalyzedDocument
  private let context: WorkflowContext
  private let entry: DataEntry
  /// The step whose own it is; nil for one of the workflow.
  private let owner: Step?

  /// Nil where the node is no key of an `env`.
  init?(_ document: AnalyzedDocument, _ node: YAMLNode) {
    guard let index = document.workflowIndex(at: node.range.start) else { return nil }
    let context = document.contexts[index]
    func isMeant(_ entry: DataEntry) -> Bool { entry.key.syntax == node.reference }
    let owner = context.workflow.steps.first { $0.variables.contains(where: isMeant) }
    guard let entry = (owner?.variables ?? context.workflow.variables).first(where: isMeant) else { return nil }
    self.document = document
    self.context = context
    self.owner = owner
    self.entry = entry
  }

  var markdown: String {
    let name = entry.key.value
    let whose = owner.map { "of the step `\($0.id?.value ?? $0.displayName)`" } ?? "of the workflow"
    var lines = ["variable `\(name)` \(whose)" + (value.map { ": \($0)" } ?? "")]
    lines += expressionLines
    let places = uses
    if !places.isEmpty {
      lines += [""] + places.prefix(Self.maximumPlaces)
      if places.count > Self.maximumPlaces { lines.append("- and in \(places.count - Self.maximumPlaces) more places") }
    }
    return lines.joined(separator: "\n")
  }

  /// The value as it is written, where it is short and on one line.
  private var value: String? {
    let text: String
    switch entry.value.content {
    case .null: return "nothing"
    case .bool(let flag): text = flag ? "true" : "false"
    case .integer(let number): text = String(number)
    case .double(let number): text = String(number)
    case .text(let template): text = template.text
    case .list, .map: return nil
    }
    guard !text.isEmpty else { return "an empty text" }
    return text.utf8.count <= 80 && !text.utf8.contains(where: { $0 == 0x0A || $0 == 0x60 }) ? "`\(text)`" : nil
  }

  /// Each expression of the value with its type.
  private var expressionLines: [String] {
    guard case .text(let template) = entry.value.content, template.isDynamic else { return [] }
    let wanted = Set(template.expressions)
    let found = context.checkedExpressions.filter { wanted.contains($0.index) }
    return found.isEmpty
      ? []
      : [""]
        + found.map { expression in
          let type = expression.site.parsed.root.flatMap { expression.types?.type(of: $0) }
          return "- `\(expression.site.text)`: \(type.map { $0 == .error ? "no type" : "\($0)" } ?? "no expression")"
        }
  }

  /// Where scripts and expressions read it, line by line: those of its step, or of all steps that have none of that name.
  private var uses: [String] {
    let name = entry.key.value
    let readers = context.workflow.steps.filter { step in
      owner.map { $0.index == step.index } ?? !step.variables.contains { $0.key.value == name }
    }
    var result: [String] = []
    for step in readers {
      let lines = scriptPlaces(step).map { document.parsed.text.lines.line(at: $0) + 1 }
      guard let first = lines.first else { continue }
      let shown = Set(lines).sorted().map(String.init).joined(separator: ", ")
      result.append(
        "- the script of `\(step.id?.value ?? step.displayName)` names it in line\(lines.contains { $0 != first } ? "s" : "") \(shown)"
      )
    }
    let indices = Set(readers.map(\.index))
    for site in context.workflow.expressions {
      switch site.owner {
      case .step(let step) where !indices.contains(step): continue
      case .workflow where owner != nil, .trigger where owner != nil: continue
      default: break
      }
      for path in site.paths where path.count > 1 && path[0].name == "env" && path[1].name == name {
        let line = document.parsed.text.lines.line(at: document.range(path[1].range, in: site).start) + 1
        result.append("- `env.\(name)` in line \(line)")
      }
    }
    return result
  }

  /// Where a shell script's text names the variable. A search in the text, which knows nothing of quotes: what stands in
  /// single ones counts too.
  private func scriptPlaces(_ step: Step) -> [Int] {
    guard case .script(let action) = step.action, let run = action.run,
      ["bash", "sh"].contains(action.shell?.value ?? "bash"),
      let node = document.parsed.tree.node(run.syntax.nodeID), node.kind == .scalar
    else { return [] }
    let text = Array(node.textBytes)
    let name = Array(entry.key.value.utf8)
    return Self.places(of: name, in: text).map { node.sourceRange(ofDecoded: TextRange(at: $0)).start }
  }

  /// The offsets of `$NAME` and `${NAME` in a text, those behind a backslash or another dollar left out.
  static func places(of name: [UInt8], in text: [UInt8]) -> [Int] {
    var result: [Int] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case 0x5C: index += 2
      case 0x24:
        var start = index + 1
        if start < text.count, text[start] == 0x24 {
          index += 2
          continue
        }
        if start < text.count, text[start] == 0x7B { start += 1 }
        let end = start + name.count
        if !name.isEmpty, end <= text.count, text[start..<end].elementsEqual(name),
          end == text.count || !isNameByte(text[end])
        {
          result.append(index)
        }
        index += 1
      default: index += 1
      }
    }
    return result
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}

/// The variable whose name stands under the pointer.
func hoverOnVariable(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  VariableFacts(document, node).map { HoverResult(markdown: $0.markdown, range: node.range) }
}
