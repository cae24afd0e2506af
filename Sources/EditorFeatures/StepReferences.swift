// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
import SourceText
package import WorkflowModel
import YAMLSyntax

extension AnalyzedDocument {
  /// Every place of a workflow where a step is named, its own id included, in document order.
  package func stepOccurrences(in workflow: Int) -> [Located<String>] {
    let model = contexts[workflow].workflow
    var result = model.steps.compactMap(\.id) + model.stepReferences
    for expression in model.expressions {
      result += expression.mentions.map { Located($0.id, $0.range, expression.syntax) }
    }
    return result.sorted { $0.range < $1.range }
  }

  /// The place under the cursor where a step is named from elsewhere.
  package func stepReference(at offset: Int) -> Located<String>? {
    guard let index = workflowIndex(at: offset) else { return nil }
    let ids = Set(contexts[index].workflow.steps.compactMap { $0.id?.range })
    return stepOccurrences(in: index).first { $0.range.touches(offset) && !ids.contains($0.range) }
  }
}
