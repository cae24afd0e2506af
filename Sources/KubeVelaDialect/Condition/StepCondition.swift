// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// A step's `if` with the way from its text back into the file.
struct StepCondition {
  /// The step.
  let step: KubeVelaStep
  /// The condition's text.
  let text: String
  /// The expression; empty for `always`.
  let expression: CUEExpression
  private let node: YAMLNode

  /// The condition of a step that has one and means an expression by it.
  init?(_ step: KubeVelaStep, in document: KubeVelaDocument) {
    guard let written = step.condition, written.value != "always",
      let node = document.root.tree.node(written.syntax.nodeID), written.value.contains(where: { $0 != " " })
    else { return nil }
    self.step = step
    text = written.value
    self.node = node
    expression = CUEParser.parse(text)
  }

  /// A range of the decoded text as bytes of the file.
  func range(_ range: TextRange) -> TextRange { node.sourceRange(ofDecoded: range) }

  /// The whole condition.
  var wholeRange: TextRange { node.contentRange }

  /// The bytes of a range of the decoded text.
  func text(_ range: TextRange) -> String {
    let bytes = Array(text.utf8)
    guard range.end <= bytes.count else { return "" }
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// Writes the condition with a part replaced, in the scalar's own style.
  func replacing(_ range: TextRange, with new: String) -> [TextEdit] {
    let bytes = Array(text.utf8)
    guard range.end <= bytes.count else { return [] }
    let whole =
      String(decoding: bytes[..<range.start], as: UTF8.self) + new
      + String(decoding: bytes[range.end...], as: UTF8.self)
    return YAMLEdits.replaceValue(of: node, with: whole)
  }

  /// A step name as an index: names with dashes are subtractions without it.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x24
    }
  }
}
