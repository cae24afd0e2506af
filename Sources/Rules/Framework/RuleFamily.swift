// SPDX-License-Identifier: Apache-2.0

/// Rules that belong together, by what they look at: the catalog is a list of families.
package struct RuleFamily: Sendable {
  /// Rules about files.
  package var fileRules: [any FileRule.Type]
  /// Rules about what the structure walk found.
  package var schemaRules: [any SchemaRule.Type]
  /// Rules about workflows as a whole.
  package var workflowRules: [any WorkflowRule.Type]
  /// Rules about each step.
  package var stepRules: [any StepRule.Type]
  /// Rules about texts.
  package var textRules: [any TextRule.Type]
  /// Rules about each expression.
  package var expressionRules: [any ExpressionRule.Type]
  /// Rules about what one front end alone knows.
  package var dialectRules: [any DialectRule.Type]
  /// Rules that the analysis itself feeds.
  package var analysisRules: [any Rule.Type]

  /// Makes a family.
  package init(
    fileRules: [any FileRule.Type] = [], schemaRules: [any SchemaRule.Type] = [],
    workflowRules: [any WorkflowRule.Type] = [], stepRules: [any StepRule.Type] = [],
    textRules: [any TextRule.Type] = [], expressionRules: [any ExpressionRule.Type] = [],
    dialectRules: [any DialectRule.Type] = [],
    analysisRules: [any Rule.Type] = []
  ) {
    self.fileRules = fileRules
    self.schemaRules = schemaRules
    self.workflowRules = workflowRules
    self.stepRules = stepRules
    self.textRules = textRules
    self.expressionRules = expressionRules
    self.dialectRules = dialectRules
    self.analysisRules = analysisRules
  }

  /// The metadata of all its rules.
  package var metadata: [RuleMetadata] {
    // Casting the lists to one type would look up a conformance for each rule.
    analysisRules.map { $0.metadata } + fileRules.map { $0.metadata } + schemaRules.map { $0.metadata }
      + workflowRules.map { $0.metadata } + stepRules.map { $0.metadata } + textRules.map { $0.metadata }
      + expressionRules.map { $0.metadata } + dialectRules.map { $0.metadata }
  }
}
