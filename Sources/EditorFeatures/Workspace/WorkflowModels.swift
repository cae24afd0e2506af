// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
package import WorkflowModel

extension ParsedDocument {
  /// The file's workflows as the model has them.
  package var models: [Workflow] { workflows.map(\.lowered.workflow) }
}

extension AnalyzedDocument {
  /// The file's workflows as the model has them.
  package var models: [Workflow] { contexts.map(\.workflow) }
}

extension RuleDocumentation {
  /// The page of a rule by its code or name; nil for an unknown one.
  package static func page(of rule: String) -> String? { RuleCatalog.rule(rule).map { markdown($0) } }
}
