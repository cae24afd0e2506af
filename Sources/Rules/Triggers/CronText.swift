// SPDX-License-Identifier: Apache-2.0
import Dialect
import Schedule
import SourceText
import YAMLSyntax

/// A cron expression as it stands in a document.
struct CronText {
  /// The scalar.
  let node: YAMLNode
  /// What came of reading it.
  let result: CronParseResult

  /// Reads a scalar; nil for an unknown node.
  init?(_ node: YAMLNode?) {
    guard let node, node.kind == .scalar else { return nil }
    self.node = node
    result = CronExpression.parse(node.text)
  }

  /// The place of a part of the expression; the whole scalar where the part is empty.
  func place(_ range: TextRange) -> TextRange {
    range.isEmpty ? whole : node.sourceRange(ofDecoded: range)
  }

  /// The place of a field; that of the whole expression for a nickname.
  func place(of field: CronField) -> TextRange {
    result.fields.first { $0.field == field }.map { place($0.range) } ?? whole
  }

  /// The whole expression; its quotes too where there is nothing between them.
  var whole: TextRange { node.contentRange.isEmpty ? node.range : node.contentRange }
}
