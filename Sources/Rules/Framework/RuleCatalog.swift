// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// All rules, by what they look at: registering one is one line here.
package enum RuleCatalog {
  /// Rules about files.
  package static let fileRules: [any FileRule.Type] = [
    CommentValue.self, DuplicateKey.self, HiddenCharacters.self, InvalidEncoding.self, TabIndentation.self,
    UndefinedAlias.self, UnquotedIndicator.self, UnusedAnchor.self, YAMLSyntaxRule.self,
  ]

  /// Rules about what the structure walk found.
  package static let schemaRules: [any SchemaRule.Type] = [
    ConflictingKeys.self, InvalidValue.self, MissingKey.self, UnknownKey.self, UnknownStepType.self,
    UnknownTriggerType.self, WrongType.self,
  ]

  /// Rules about workflows as a whole.
  package static let workflowRules: [any WorkflowRule.Type] = [
    DeepNesting.self, DependencyCycle.self, DuplicateStepID.self, DuplicateWorkflowName.self, MissingSchema.self,
    NoSteps.self, NotAnAncestor.self, SelfDeadlock.self, UnknownStep.self, UnknownWorkflow.self, UnusedInput.self,
    UnusedOutput.self, WorkflowCycle.self,
  ]

  /// Rules about each step.
  package static let stepRules: [any StepRule.Type] = [
    ConflictingBranch.self, DuplicateNeed.self, ImpossibleJoin.self, RedundantNeed.self, SelfDependency.self,
    UnreachableCase.self, UnreachableStep.self,
  ]

  /// Rules about texts.
  package static let textRules: [any TextRule.Type] = [
    AmbiguousScalar.self, InvalidDuration.self, InvalidID.self, InvalidName.self, InvalidURL.self, UnknownName.self,
  ]

  /// Rules that the analysis itself feeds.
  package static let analysisRules: [any Rule.Type] = [RuleFailed.self, UnusedSuppression.self]

  /// The metadata of every rule, by code.
  package static let all: [RuleMetadata] = {
    // Casting the lists to one type would look up a conformance for each rule.
    var rules = analysisRules.map { $0.metadata }
    rules += fileRules.map { $0.metadata }
    rules += schemaRules.map { $0.metadata }
    rules += workflowRules.map { $0.metadata }
    rules += stepRules.map { $0.metadata }
    rules += textRules.map { $0.metadata }
    return rules.sorted { $0.code < $1.code }
  }()

  private static let byName: [String: RuleMetadata] = {
    var result: [String: RuleMetadata] = [:]
    for rule in all {
      result[rule.code] = rule
      result[rule.name] = rule
    }
    return result
  }()

  /// The rule of a code or a name.
  package static func rule(_ codeOrName: String) -> RuleMetadata? { byName[codeOrName] }
}
