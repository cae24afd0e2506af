// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

/// A workflow of another file that a text names.
package struct WorkflowLink: Hashable, Sendable {
  /// The file's path.
  package var path: String
  /// The workflow's name in that file, half-open byte offsets.
  package var nameRange: TextRange
  /// The text that names it, in the document that was asked in.
  package var origin: TextRange
}

/// The workflows of other files that the text at an offset names: those of calls and chains.
package func workflowDefinitions(in document: AnalyzedDocument, at offset: Int) -> [WorkflowLink] {
  for context in document.contexts {
    for text in context.lowered.texts {
      guard case .reference(.workflow) = text.format, let node = document.parsed.tree.node(text.node),
        node.range.touches(offset)
      else { continue }
      return (context.workspace?.workflows(named: node.text) ?? []).map {
        WorkflowLink(path: $0.path, nameRange: $0.nameRange, origin: node.contentRange)
      }
    }
  }
  return []
}
