// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
package import SourceText
package import WorkflowModel
package import YAMLSyntax

/// A script that stands inside a workflow, ready for the tool that reads its language.
package struct EmbeddedScript: Sendable {
  /// The languages that scripts are written in.
  package enum Language: String, Hashable, Sendable, CaseIterable {
    /// Bash.
    case bash
    /// POSIX shell.
    case sh
    /// Python 3.
    case python
    /// JavaScript for Node.
    case node

    /// The code of the rule that speaks of scripts in this language.
    package var ruleCode: String {
      switch self {
      case .bash, .sh: "WF801"
      case .python: "WF802"
      case .node: "WF803"
      }
    }
  }

  /// What it is written in.
  package let language: Language
  /// The script as the tool is to see it, UTF-8: decoded, with `_` for every byte of an interpolation, so that offsets
  /// are those of the text as written.
  package let text: [UInt8]
  /// Where interpolations stand, byte offsets of `text`, in order.
  package let placeholders: [TextRange]
  /// The scalar that holds it.
  package let node: YAMLNode
  /// How people read of its step.
  package let step: String

  /// The scripts of a workflow that stand in its file, in document order. Complexity: O(steps + length of the scripts).
  package static func all(in workflow: Workflow, of tree: YAMLTree) -> [EmbeddedScript] {
    var seen: Set<SyntaxReference> = []
    return workflow.steps.indices.compactMap { index in
      guard case .script(let action) = workflow.steps[index].action, let run = action.run,
        let language = Language(rawValue: action.shell?.value ?? "bash"), let node = tree.node(run.syntax.nodeID),
        // A script that several steps share by an alias is one text with one finding.
        node.kind == .scalar, seen.insert(run.syntax).inserted
      else { return nil }
      return EmbeddedScript(language, node, step: workflow.steps[index].displayName)
    }
  }

  private init(_ language: Language, _ node: YAMLNode, step: String) {
    self.language = language
    self.node = node
    self.step = step
    var text = Array(node.textBytes)
    var placeholders: [TextRange] = []
    if node.holdsInterpolation {
      for segment in Template(parsing: text).segments where segment.kind != .literal {
        placeholders.append(segment.range)
        for index in segment.range.start..<segment.range.end { text[index] = UInt8(ascii: "_") }
      }
    }
    self.text = text
    self.placeholders = placeholders
  }

  /// The bytes of the file that a part of the script is written with; at least one where the script has any.
  package func sourceRange(of range: TextRange) -> TextRange {
    var start = min(range.start, text.count)
    var end = min(max(range.end, start), text.count)
    if start == end {
      // A place alone: the character there, or the last visible one before it.
      if start < text.count, text[start] > 0x20 {
        end += 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return node.sourceRange(ofDecoded: TextRange(start, end))
      }
      while start > 0, text[start - 1] <= 0x20 { start -= 1 }
      end = start
      if start > 0 { start -= 1 }
      while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
      if start == end { end = min(1, text.count) }
    }
    return node.sourceRange(ofDecoded: TextRange(start, end))
  }

  /// Edits of the file that make edits of the script; empty where one touches an interpolation or they overlap.
  package func sourceEdits(_ edits: [TextEdit]) -> [TextEdit] {
    let original = Array(node.textBytes)
    var result: [UInt8] = []
    var position = 0
    let sorted = edits.indices.sorted { (edits[$0].range, $0) < (edits[$1].range, $1) }.map { edits[$0] }
    for edit in sorted {
      guard edit.range.start >= position, edit.range.end <= original.count,
        !placeholders.contains(where: { $0.start < edit.range.end && edit.range.start < $0.end })
      else { return [] }
      result.append(contentsOf: original[position..<edit.range.start])
      result.append(contentsOf: edit.replacement.utf8)
      position = edit.range.end
    }
    result.append(contentsOf: original[position...])
    guard node.style == .literal else {
      return YAMLEdits.replaceValue(of: node, with: String(decoding: result, as: UTF8.self))
    }
    guard let map = node.scalarMap(), !sorted.contains(where: { $0.replacement.utf8.contains(0x0A) }) else { return [] }
    return sorted.map { edit in
      edit.range.isEmpty
        ? .insert(edit.replacement, at: map.sourceOffset(ofDecoded: edit.range.start))
        : TextEdit(map.sourceRange(ofDecoded: edit.range), edit.replacement)
    }
  }
}
