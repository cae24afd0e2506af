// SPDX-License-Identifier: Apache-2.0
import Dialect
import Rules
import SourceText
import YAMLSyntax

extension CompletionPlace {
  /// Whole steps or triggers within brackets, where an item of a list in brackets begins.
  func flowItems() -> [CompletionItem] {
    guard cursor.isFlow, cursor.place == .value, cursor.container?.kind == .sequence,
      case .object(let row)? = valueType?.type
    else { return [] }
    let schema = document.rowDocuments[workflow].lowered.schema
    let variants = row === schema.anyStep ? schema.stepTypes : row === schema.anyTrigger ? schema.triggerTypes : []
    return variants.map { variant in
      CompletionItem(
        label: variant.name, kind: .snippet, detail: variant.summary,
        documentation: FieldDocumentation.markdown(variant), edit: edit("{type: \(variant.name)}"),
        snippet: "{\(variant.flowSnippet)}", additionalEdits: line.edits, rank: 2)
    }
  }
}

extension VariantRow {
  /// The snippet as the inside of a mapping in brackets: a text block as one line, a collection that lines would follow empty.
  var flowSnippet: String {
    var parts: [String] = []
    for (index, line) in snippet.enumerated() where !line.hasPrefix(" ") {
      let next = index + 1 < snippet.count ? String(snippet[index + 1].drop { $0 == " " }) : ""
      if line.hasSuffix(": |") {
        parts.append(line.dropLast() + next)
      } else if line.hasSuffix(":") {
        parts.append(line + (next.hasPrefix("- ") ? " []" : " {}"))
      } else {
        parts.append(line)
      }
    }
    return parts.joined(separator: ", ")
  }
}
